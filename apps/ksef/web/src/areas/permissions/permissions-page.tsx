import { useTexts } from '@kwit/ui';
import { Unfinished } from '../../shell/unfinished.tsx';
import { permissionsTexts } from './texts.ts';

export const PermissionsPage = () => <Unfinished title={useTexts(permissionsTexts).title} />;
