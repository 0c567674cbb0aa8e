import { useMediaQuery } from '@mantine/hooks';

/** Whether there is room for a table and a menu at the side. */
export const useWide = (): boolean =>
  useMediaQuery('(min-width: 900px)', undefined, { getInitialValueInEffect: false }) ?? true;
