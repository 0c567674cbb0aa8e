/** Scenarios from outside: made once, and told again as they were made. */
import type { Core } from '../../core.ts';
import { readFact, writeFact } from '../../store/control.ts';
import { controlError } from '../errors.ts';
import type { Control } from '../operations.ts';
import { type Login, type Scenario, scenarioSummaries } from './operations.ts';

const defaultClients = 100;

export function createScenarioControl(core: Core): Pick<Control, 'listScenarios' | 'makeScenario'> {
  const { db } = core.engine.store;
  /** One at a time: of two that ask for the same one, the second is told what the first made. */
  let making: Promise<unknown> = Promise.resolve();

  const make = async (
    name: Scenario['name'],
    variant: number,
    clients: number | undefined,
  ): Promise<Scenario> => {
    if (clients !== undefined && name !== 'office') throw controlError('office-only', { field: 'clients' });
    const size = name === 'office' ? (clients ?? defaultClients) : 0;
    const factName = `scenario:${name}:${variant}:${size}`;
    const known = await readFact<Scenario>(db, factName);
    if (known) return known;
    const [{ stories }, { numbersOf }] = await Promise.all([import('./stories.ts'), import('./numbers.ts')]);
    const logins: Login[] = [];
    await stories[name]({ core, numbers: numbersOf(name, variant), logins }, { clients: size });
    const scenario = { name, variant, logins };
    await writeFact(db, factName, scenario);
    return scenario;
  };

  return {
    listScenarios: async () => ({
      scenarios: (Object.keys(scenarioSummaries) as Scenario['name'][]).map((name) => ({
        name,
        summary: scenarioSummaries[name],
      })),
    }),
    makeScenario({ name, variant = 0, clients }) {
      const made = making.then(() => make(name, variant, clients));
      making = made.catch(() => {});
      return made;
    },
  };
}
