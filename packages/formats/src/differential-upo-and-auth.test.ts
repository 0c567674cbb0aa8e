import { differentialSuite } from './testing/differential-suite.ts';

differentialSuite('UPO(4.3)', 2000);
differentialSuite('AuthTokenRequest(2.0)', 1000);
differentialSuite('AuthTokenRequest(2.1)', 1000);
