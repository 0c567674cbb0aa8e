import { useQuery } from '@tanstack/react-query';
import { ksefUrl } from '../../../addresses.ts';
import { unrecordedFetch } from '../../../api/connection.ts';

/** What a local KSeF says of itself at its address. */
export interface About {
  readonly profile: 'test' | 'demo' | 'prod';
  readonly apiVersion: string;
  readonly api: string;
  readonly latarnia: string;
  readonly documentation: string;
}

export const useAbout = () =>
  useQuery<About, Error>({
    queryKey: ['about'],
    queryFn: async ({ signal }) => {
      const response = await unrecordedFetch(`${ksefUrl}/`, { signal });
      return (await response.json()) as About;
    },
  });
