import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WaitingLine } from '../../src/server/guards/refusals.ts';

test('who comes back in time has waited once more each time; who comes early, late or for the first time has not', () => {
  const line = new WaitingLine();
  assert.equal(line.waits('reader', 0), 0);
  line.tell('reader', 4000, 0);
  assert.deepEqual([3999, 4000, 6000, 6001].map((now) => line.waits('reader', now)), [0, 1, 1, 0]);
  line.tell('reader', 9000, 1);
  assert.deepEqual([line.waits('reader', 9000), line.waits('other', 9000)], [2, 0]);
  line.tell('reader', 12_000, 0);
  assert.equal(line.waits('reader', 12_000), 1, 'who came early begins again');
});
