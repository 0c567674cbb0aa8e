import { differentialSuite } from './testing/differential-suite.ts';

differentialSuite('FA(3)', 8000);
