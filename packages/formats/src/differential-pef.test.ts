import { differentialSuite } from './testing/differential-suite.ts';

differentialSuite('PEF(3)', 3000);
differentialSuite('PEF_KOR(3)', 2000);
