/** The tokens of a logged-in caller: kept, refreshed in time and only once for many callers, renewed by a new log-in. */
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import { redact } from './redact.ts';
import { unlessAborted } from './wait.ts';

/** A token as KSeF hands it out. */
export interface IssuedToken {
  readonly token: string;
  /** By the clock of KSeF. */
  readonly validUntil: string;
}

/**
 * What a program keeps between its runs so that it need not log in each time. It is secret: store it encrypted.
 * Printing it (`console.log`, `util.inspect`) shows no token; `JSON.stringify` does, for storing.
 */
export interface SavedTokens {
  readonly accessToken: IssuedToken;
  /** Good for about seven days, any number of times. */
  readonly refreshToken: IssuedToken;
  /** When the access token came, by the clock of this machine; its lifetime is counted from here. */
  readonly obtainedAt?: string;
  /** The context of the log-in, as `Nip 1111111111`: limits of requests are counted by it. */
  readonly context?: string;
}

/** Refresh this long before the end, or in the last fifth of a short life. */
const refreshMarginMs = 60_000;

const inspectionHook = Symbol.for('nodejs.util.inspect.custom');

const inspectedAs = <Value extends object>(value: Value, shown: string): Value =>
  Object.defineProperty(value, inspectionHook, { value: () => redact(shown) });

/** The tokens with an inspection that hides them, of the whole and of each. */
function guarded({ accessToken, refreshToken, obtainedAt, context }: SavedTokens): SavedTokens {
  const issued = ({ token, validUntil }: IssuedToken) =>
    inspectedAs({ token, validUntil }, `IssuedToken { until ${validUntil} }`);
  const copy = {
    accessToken: issued(accessToken),
    refreshToken: issued(refreshToken),
    ...(obtainedAt === undefined ? {} : { obtainedAt }),
    ...(context === undefined ? {} : { context }),
  };
  const shown = `SavedTokens { accessToken until ${accessToken.validUntil}, refreshToken until ${refreshToken.validUntil} }`;
  return inspectedAs(copy, shown);
}

/** Seconds claimed by a JWT, or undefined where it is none. */
function lifetimeMs(token: string): number | undefined {
  try {
    const [, payload = ''] = token.split('.');
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const { iat, exp } = claims as { iat?: unknown; exp?: unknown };
    return typeof iat === 'number' && typeof exp === 'number' && exp > iat ? (exp - iat) * 1000 : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Milliseconds until the access token should be refreshed; negative when it is due.
 * The clock of KSeF and this one may differ, so the lifetime that the token itself claims counts, from when it came.
 */
function remainingMs(tokens: SavedTokens, now: number): number {
  const lifetime = lifetimeMs(tokens.accessToken.token);
  const obtained = Date.parse(tokens.obtainedAt ?? '');
  const counted = lifetime !== undefined && !Number.isNaN(obtained) && obtained <= now;
  const end = counted ? obtained + lifetime : Date.parse(tokens.accessToken.validUntil);
  // A token whose end cannot be told is used until KSeF refuses it.
  if (Number.isNaN(end)) return Number.POSITIVE_INFINITY;
  return end - Math.min(refreshMarginMs, (lifetime ?? refreshMarginMs * 5) / 5) - now;
}

/** Whether KSeF said that the refresh token is worth nothing any more. */
const isDead = (error: unknown): boolean =>
  error instanceof KsefError &&
  (error.kind === 'unauthorized' ||
    error.kind === 'refused' ||
    error.kind === 'forbidden' ||
    error.kind === 'gone');

export interface TokenKeeperOptions {
  /** Fetches an access token for a refresh token. */
  refresh(refreshToken: string): Promise<IssuedToken>;
  onTokens: ((tokens: SavedTokens) => void | Promise<void>) | undefined;
  saved: SavedTokens | undefined;
}

/** An access token, and the context that it is of. */
export interface Bearer {
  readonly token: string;
  readonly context: string;
}

/** A log-in that can be repeated; gives fresh tokens. */
export type LogIn = (
  signal: AbortSignal | undefined,
) => Promise<Pick<SavedTokens, 'accessToken' | 'refreshToken'>>;

export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #tokens: SavedTokens | undefined;
  #logIn: LogIn | undefined;
  #context: string;
  /** Raised by each log-in and log-out: what a refresh that began before brings is not kept. */
  #generation = 0;
  /** The refresh or log-in under way, which everyone who needs a token waits for. */
  #renewal: Promise<string> | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
    this.#tokens = options.saved && guarded(options.saved);
    this.#context = options.saved?.context ?? '';
  }

  /** The context of the log-in; empty where it is not known. */
  get context(): string {
    return this.#context;
  }

  /** The tokens to save; undefined before a log-in and after a log-out. */
  get saved(): SavedTokens | undefined {
    return this.#tokens;
  }

  /**
   * Logs in, and remembers how, for the day on which the refresh token has died.
   * @throws {KsefError} `aborted` where somebody logged out meanwhile
   */
  async logIn(logIn: LogIn, context: string, signal: AbortSignal | undefined): Promise<void> {
    const generation = this.#generation;
    const tokens = await logIn(signal);
    if (generation !== this.#generation && !this.#tokens) throw loggedOut();
    this.#begin(logIn, context);
    await this.#keep({ ...tokens, obtainedAt: new Date().toISOString(), context });
  }

  forget(): void {
    this.#tokens = undefined;
    this.#begin(undefined, this.#context);
  }

  /** Whatever is under way belongs to the log-in of before. */
  #begin(logIn: LogIn | undefined, context: string): void {
    this.#generation += 1;
    this.#renewal = undefined;
    this.#logIn = logIn;
    this.#context = context;
  }

  refreshToken(): string {
    if (!this.#tokens) throw notLoggedIn();
    return this.#tokens.refreshToken.token;
  }

  /** An access token that is good for a while yet. */
  async accessToken(signal: AbortSignal | undefined): Promise<Bearer> {
    const context = this.#context;
    return { token: await this.#goodToken(signal), context };
  }

  async #goodToken(signal: AbortSignal | undefined): Promise<string> {
    const tokens = this.#tokens;
    if (!tokens) return this.#shared(signal);
    const now = Date.now();
    if (remainingMs(tokens, now) > 0) return tokens.accessToken.token;
    try {
      return await this.#shared(signal);
    } catch (error) {
      // The network may fail during the margin, while the token in hand is still good: KSeF decides.
      if (isDead(error) || signal?.aborted || Date.parse(tokens.accessToken.validUntil) <= now) throw error;
      return tokens.accessToken.token;
    }
  }

  /** Another access token than the one just refused; undefined where the client is in another context by now. */
  async accessTokenAfter(refused: Bearer, signal: AbortSignal | undefined): Promise<Bearer | undefined> {
    const { context } = refused;
    if (context !== this.#context) return undefined;
    const current = this.#tokens?.accessToken.token;
    // Somebody else has renewed it meanwhile.
    if (current !== undefined && current !== refused.token && !this.#renewal)
      return { token: current, context };
    return { token: await this.#shared(signal), context };
  }

  #shared(signal: AbortSignal | undefined): Promise<string> {
    // Not tied to one caller's signal: the others still need it.
    this.#renewal ??= this.#renewOnce();
    return unlessAborted(this.#renewal, signal, aborted);
  }

  #renewOnce(): Promise<string> {
    const renewal = this.#renew().finally(() => {
      if (this.#renewal === renewal) this.#renewal = undefined;
    });
    return renewal;
  }

  /** Who asked under one log-in gets a token of that log-in, also where another one has taken its place meanwhile. */
  async #renew(): Promise<string> {
    const tokens = this.#tokens;
    const logIn = this.#logIn;
    const context = this.#context;
    const generation = this.#generation;
    const keep = async (fresh: SavedTokens): Promise<string> => {
      if (generation === this.#generation) await this.#keep(fresh);
      return fresh.accessToken.token;
    };
    if (tokens) {
      try {
        const accessToken = await this.#options.refresh(tokens.refreshToken.token);
        return await keep({ ...tokens, accessToken, obtainedAt: new Date().toISOString() });
      } catch (error) {
        if (!isDead(error)) throw error;
        if (!logIn || generation !== this.#generation) throw sessionOver(error);
      }
    }
    if (!logIn) throw notLoggedIn();
    return keep({ ...(await logIn(undefined)), obtainedAt: new Date().toISOString(), context });
  }

  async #keep(tokens: SavedTokens): Promise<void> {
    this.#tokens = guarded(tokens);
    await this.#options.onTokens?.(this.#tokens);
  }
}

const aborted = (): KsefError =>
  new KsefError({
    kind: 'aborted',
    operation: 'refreshAccessToken',
    text: messages.aborted('POST /auth/token/refresh'),
  });

const loggedOut = (): KsefError =>
  new KsefError({ kind: 'aborted', operation: 'redeemTokens', text: messages.loggedOut });

const notLoggedIn = (): KsefError =>
  new KsefError({ kind: 'unauthorized', operation: 'refreshAccessToken', text: messages.notLoggedIn });

function sessionOver(error: unknown): KsefError {
  const { status, codes, traceId } = error as KsefError;
  return new KsefError({
    kind: 'unauthorized',
    operation: 'refreshAccessToken',
    status,
    codes,
    traceId,
    text: messages.sessionOver,
    cause: error,
  });
}
