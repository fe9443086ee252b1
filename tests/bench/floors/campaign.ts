export interface Figures {
  raised: number;
  goal: number;
}

const asked = new Map<string, Promise<Figures>>();

/** Asked once, however many draw it. */
export function campaign(endpoint: string): Promise<Figures> {
  let answer = asked.get(endpoint);
  if (!answer) asked.set(endpoint, (answer = fetch(`${endpoint}campaigns/default`).then((response) => response.json() as Promise<Figures>)));
  return answer;
}

/** Posts the choice and leaves for the answer's address. */
export async function give(endpoint: string, amount: number, frequency: string): Promise<void> {
  const attempt = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const response = await fetch(`${endpoint}checkout`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ attempt, amount: Math.round(amount * 100), currency: 'USD', frequency, returnUrl: location.href }),
  });
  if (response.ok) location.href = ((await response.json()) as { url: string }).url;
}
