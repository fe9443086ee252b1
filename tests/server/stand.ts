// An owner's function in the test's own hands: real settings, a real ledger in a file, the real SDK behind it.
import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createApp, openLedger, readConfig, type Caller, type Config, type Ledger } from '../../src/server/app.ts';
import { openSqlite } from '../../src/server/ledger/sqlite.ts';
import type { CampaignAnswer } from '../../src/shared/gift.ts';
import type { ProblemAnswer } from '../../src/shared/problem.ts';
import { startRecorder, type Recorder } from './recorder.ts';

export const page = 'https://post.example';
export const key = 'rk_test_ownersKey';
export const webhookSecret = 'whsec_ownersSecret';

const campaigns = {
  default: { name: 'The Harbour Post', currencies: ['EUR', 'JPY', 'ISK', 'HUF'], frequencies: ['once'], goal: '5000', max: '20000' },
  boat: { name: 'A lifeboat', currency: 'EUR', kind: 'donation', goal: '20000', offline: '100.50', frequencies: ['once', 'month'] },
};

/** Settings that work. The address of Stripe is one where nobody listens. */
export const settings = {
  STRIPE_SECRET_KEY: key,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  // The guards have tests of their own; all others ask as often as they must.
  SUPPORT_RATE_LIMIT: 'off',
  SUPPORT_STRIPE_BUDGET: '1000/s,10000',
  STRIPE_API_BASE: 'http://127.0.0.1:9',
  SUPPORT_ALLOWED_ORIGINS: `${page}, http://localhost:8080`,
  SUPPORT_CAMPAIGNS: JSON.stringify(campaigns),
};

export interface Stand {
  app: ReturnType<typeof createApp>;
  config: Config;
  ledger: Ledger;
  /** The ledger's SQLite file. */
  file: string;
  /** What the owner was told. */
  logged: string[];
  /** One line of JSON for each request. */
  requests: string[];
  send(path: string, init?: RequestInit, caller?: Caller): Promise<Response>;
  /** `POST /checkout` from the owner's page, changed where a test wants it so. */
  press(change?: Record<string, unknown>): Promise<Response>;
  /** Every row of every table that holds facts. */
  rows(): Record<string, unknown>[];
  /** What a campaign's gifts come to, as the meter says it. */
  meter(campaign?: string): Promise<CampaignAnswer>;
}

/** A folder that is gone after the test. */
export async function folder(t: Pick<TestContext, 'after'>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'support-widget-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

export const press = { amount: 1250, currency: 'USD', frequency: 'once', returnUrl: `${page}/story` };

let attempts = 0;
export const newAttempt = () => `attempt-${++attempts}-${process.pid}`;

export const asJson = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Origin: page },
  body: JSON.stringify(body),
});

export async function stand(t: Pick<TestContext, 'after'>, change: Record<string, string> = {}, at?: string): Promise<Stand> {
  const config = readConfig({ ...settings, ...change });
  const file = at ?? join(await folder(t), 'ledger.db');
  const ledger = await openLedger(await openSqlite(file), config.stripe.livemode ? 'live' : 'test');
  t.after(() => ledger.close().catch(() => undefined)); // a test may have closed it
  const logged: string[] = [];
  const requests: string[] = [];
  const app = createApp(config, ledger, (line) => logged.push(line), (line) => requests.push(line));
  const send = async (path: string, init?: RequestInit, caller?: Caller) => app.fetch(new Request(`https://give.example${path}`, init), caller);
  return {
    app,
    config,
    ledger,
    file,
    logged,
    requests,
    send,
    press: (more = {}) => send('/checkout', asJson({ attempt: newAttempt(), ...press, ...more })),
    rows() {
      const database = new DatabaseSync(file, { readOnly: true });
      try {
        return ['gifts', 'reversals', 'ties'].flatMap((table) => database.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());
      } finally {
        database.close();
      }
    },
    meter: async (campaign = 'default') => (await send(`/campaigns/${campaign}`)).json() as Promise<CampaignAnswer>,
  };
}

/** A function whose Stripe is a recorder. */
export async function recorded(t: Pick<TestContext, 'after'>, change: Record<string, string> = {}): Promise<Stand & { recorder: Recorder }> {
  const recorder = await startRecorder();
  t.after(() => recorder.close());
  return { ...(await stand(t, { STRIPE_API_BASE: recorder.origin, ...change })), recorder };
}

/** The problem an answer states, after a look at its form. */
export async function problemOf(response: Response): Promise<ProblemAnswer> {
  const type = response.headers.get('Content-Type');
  const text = await response.text();
  if (type !== 'application/problem+json') throw new Error(`${response.status} ${type}: ${text}`);
  const problem = JSON.parse(text) as ProblemAnswer;
  const known = ['type', 'title', 'status', 'code', 'detail', 'field', 'limit', 'siteKey', 'retryAfter', 'requestId'];
  const strange = Object.keys(problem).filter((name) => !known.includes(name));
  if (strange.length > 0 || problem.type !== `urn:support-widget:problem:${problem.code}` || !problem.title || problem.status !== response.status) throw new Error(`not a problem of ours: ${text}`);
  if (response.headers.get('Cache-Control') !== 'no-store') throw new Error('a problem that may be kept in a cache');
  return problem;
}
