import { useTexts } from '@kwit/ui';
import { Unfinished } from '../../shell/unfinished.tsx';
import { certificatesTexts } from './texts.ts';

export const CertificateListPage = () => <Unfinished title={useTexts(certificatesTexts).listTitle} />;
