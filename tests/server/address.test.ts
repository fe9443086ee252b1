import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hmac } from '../../src/adapters/node.ts';
import { keyedNames, lastInHeader, visitorOf } from '../../src/server/guards/address.ts';

const same: [visitor: string | undefined, ...addresses: string[]][] = [
  ['192.0.2.7', '192.0.2.7', ' 192.0.2.7 ', '192.0.2.7:443', '::ffff:192.0.2.7', '::FFFF:c000:207', '[::ffff:192.0.2.7]:443'],
  ['2001:db8:0:1::/64', '2001:db8:0:1::1', '2001:DB8:0:1:ffff:ffff:ffff:ffff', '2001:0db8:0000:0001:0:0:0:2', '[2001:db8:0:1::3]:8443', '2001:db8:0:1::', '2001:db8::1:0:0:0:1'],
  ['2001:db8:0:2::/64', '2001:db8:0:2::1'],
  ['0:0:0:0::/64', '::1', '::', '0:0:0:0:0:0:0:1'],
  ['fe80:0:0:0::/64', 'fe80::1%eth0', 'fe80::2'],
  ['1:2:3:4::/64', '1:2:3:4:5:6:7:8'],
  [undefined, '', ' ', 'unknown', '_hidden', 'localhost', '192.0.2', '192.0.2.256', '999.1.1.1', '1.2.3.4.5', ':::', '2001:db8::1::2', '12345::', '192.0.2.7, 10.0.0.1', "'; DROP TABLE tries;--", 'http://192.0.2.7'],
];
for (const [visitor, ...addresses] of same) {
  test(`${addresses.length} ways to write ${visitor ?? 'no address'}`, () => {
    for (const address of addresses) assert.equal(visitorOf(address), visitor, address);
  });
}

test('of a list only what the last proxy wrote is believed', () => {
  assert.equal(lastInHeader('1.1.1.1, 2.2.2.2 , 192.0.2.7'), '192.0.2.7');
  assert.equal(lastInHeader('192.0.2.7'), '192.0.2.7');
  for (const none of [null, undefined, '', ' ', '1.1.1.1,', ',']) assert.equal(lastInHeader(none), undefined);
});

test('a name tells nothing without the secret, and is the same wherever the secret is', async () => {
  const name = await keyedNames('secret')('address', '192.0.2.7');
  assert.match(name, /^address:[\w+/]{24}$/);
  assert.equal(await keyedNames('secret')('address', '192.0.2.7'), name);
  const others = await Promise.all([keyedNames('another')('address', '192.0.2.7'), keyedNames('secret')('address', '192.0.2.8'), keyedNames('secret')('attempt', '192.0.2.7')]);
  assert.ok(!others.includes(name));
});

test("a name is the same whether Node's HMAC makes it or the Web's: processes on several platforms share what they count", async () => {
  for (const secret of ['rk_test_ownersKey', 'ü', 'x'.repeat(200)]) {
    const [node, web] = [keyedNames(secret, hmac), keyedNames(secret)];
    for (const text of ['203.0.113.7', '2001:db8:1:2::/64', 'attempt-1', '', '€'.repeat(100)]) assert.equal(await node('address', text), await web('address', text));
  }
});
