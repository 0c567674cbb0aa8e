/** Fuzzing the API: requests that a seed decides, sent over HTTP by several at a time, each answer judged. */
import { Agent, request as httpRequest } from 'node:http';
import type { Ksef } from '../../src/index.ts';
import { Random } from '../random.ts';
import { type FuzzAnswer, faultIn } from './judge.ts';
import { type FuzzRequest, newRequest } from './requests.ts';
import type { World } from './world.ts';

export interface FuzzFinding {
  seed: number;
  request: FuzzRequest;
  answer: FuzzAnswer | null;
  fault: string;
}

export interface FuzzOutcome {
  findings: FuzzFinding[];
  /** How often each status came. */
  statuses: Map<number, number>;
}

const lanes = 8;
/** An answer that takes longer is one that hangs. */
const longestAnswerMs = 20_000;
/** After so many requests everybody logs in anew. */
const requestsPerLogin = 400;

/** Sends `count` requests; request number n has the seed `firstSeed` + n. */
export async function fuzz(ksef: Ksef, world: World, firstSeed: number, count: number): Promise<FuzzOutcome> {
  const outcome: FuzzOutcome = { findings: [], statuses: new Map() };
  for (let sent = 0; sent < count; sent += requestsPerLogin) {
    await world.refresh();
    const size = Math.min(requestsPerLogin, count - sent);
    const seeds = Array.from({ length: size }, (_, at) => firstSeed + sent + at);
    // New connections each time: those before may have been idle for too long.
    const agent = new Agent({ keepAlive: true, maxSockets: lanes });
    const lane = async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
        await tryOne(ksef, world, agent, seed, outcome);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    agent.destroy();
  }
  return outcome;
}

async function tryOne(
  ksef: Ksef,
  world: World,
  agent: Agent,
  seed: number,
  outcome: FuzzOutcome,
): Promise<void> {
  const request = newRequest(new Random(seed), world.circumstances);
  const answer = await send(ksef, agent, request).catch((error: Error) => error);
  if (answer instanceof Error) {
    outcome.findings.push({ seed, request, answer: null, fault: `no answer: ${answer.message}` });
    return;
  }
  outcome.statuses.set(answer.status, (outcome.statuses.get(answer.status) ?? 0) + 1);
  const fault = await faultIn(request, answer, world.foreign);
  if (fault !== null) outcome.findings.push({ seed, request, answer, fault });
}

function send(ksef: Ksef, agent: Agent, { method, path, headers, body }: FuzzRequest): Promise<FuzzAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const sent = httpRequest(
      { agent, host: '127.0.0.1', port: ksef.port, method, path, headers: { ...headers, ...length } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            headers: response.headers,
            text: Buffer.concat(pieces).toString(),
          }),
        );
      },
    );
    sent.setTimeout(longestAnswerMs, () => sent.destroy(new Error('it hangs')));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What was found, for people: enough to do it again. */
export function reportOf({ seed, request, answer, fault }: FuzzFinding): string {
  const { operation, method, path, headers, body } = request;
  const { authorization, ...others } = headers;
  return [
    `${operation}: ${fault} (seed ${seed})`,
    `  ${method} ${path.slice(0, 300)}`,
    `  ${authorization ? `${authorization.slice(0, 12)}… ` : ''}${JSON.stringify(others).slice(0, 300)}`,
    `  body: ${body?.toString().slice(0, 600) ?? 'none'}`,
    `  answer: ${answer ? `${answer.status} ${answer.contentType} ${answer.text.slice(0, 400)}` : 'none'}`,
  ].join('\n');
}
