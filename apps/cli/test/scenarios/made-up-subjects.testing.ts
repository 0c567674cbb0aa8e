/** Subjects that test data make up: groups, municipalities, enforcement authorities. */
import type { KsefClient } from '@kwit/ksef-client';
import type { ScenarioKsef } from './scenario.testing.ts';

type TestSubject = NonNullable<Parameters<KsefClient['operations']['createTestSubject']>[0]>['body'];

export function madeUp(scenario: ScenarioKsef) {
  const makeUp = (body: TestSubject) => scenario.stranger().operations.createTestSubject({ body });

  /** A VAT group or municipality with one member. */
  async function parentOf(member: string, subjectType: 'VatGroup' | 'JST' = 'VatGroup') {
    const parent = await scenario.firm();
    const subunits = [{ subjectNip: member, description: 'Członek' }];
    await makeUp({ subjectNip: parent.nip, subjectType, description: 'Podmiot nadrzędny', subunits });
    return parent;
  }
  return { makeUp, parentOf };
}
