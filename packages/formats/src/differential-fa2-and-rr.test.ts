import { differentialSuite } from './testing/differential-suite.ts';

differentialSuite('FA(2)', 3000);
differentialSuite('FA_RR(1)', 3000);
