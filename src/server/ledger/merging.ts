import type { Statement } from './database.ts';
import { rank, states, type Fact } from './facts.ts';

/** How a fact becomes a row, and how the totals keep in step with it: both in one transaction, `count` before `merge`. */

const paid = states.gift.indexOf('paid');
const standing = states.refund.indexOf('standing');

/**
 * Stripe's amounts never change under one id, so a later report can only bring a later state. What is not news
 * writes nothing and returns no row.
 */
export function merge(fact: Fact): Statement {
  switch (fact.kind) {
    case 'gift':
      return {
        sql: `INSERT INTO gifts (id, campaign, frequency, amount, currency, state) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET state = excluded.state WHERE excluded.state > gifts.state RETURNING id`,
        params: [fact.id, fact.campaign, fact.frequency, fact.amount, fact.currency, rank(fact)],
      };
    case 'refund':
    case 'dispute':
      return {
        sql: `INSERT INTO reversals (id, kind, payment, amount, currency, state) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET state = excluded.state WHERE excluded.state > reversals.state RETURNING id`,
        params: [fact.id, fact.kind, fact.payment, fact.amount, fact.currency, rank(fact)],
      };
    case 'tie':
      return {
        sql: 'INSERT INTO ties (payment, gift) VALUES (?, ?) ON CONFLICT (payment) DO NOTHING RETURNING payment',
        params: [fact.payment, fact.gift],
      };
  }
}

/** @param news selects campaign, currency, amount and how many gifts, summed: what the fact will change, no row where it changes nothing */
const add = (news: string, ...params: NonNullable<Statement['params']>): Statement[] => [
  {
    sql: `INSERT INTO totals (campaign, currency, raised, gifts) ${news}
      ON CONFLICT (campaign, currency) DO UPDATE SET raised = totals.raised + excluded.raised, gifts = totals.gifts + excluded.gifts`,
    params,
  },
];

/**
 * A total is the sum of gifts that are paid, less the standing reversals of each. A reversal names a payment: that is
 * the gift itself, or a tie says which gift it was for. So whichever of the three comes last brings the sum of what it
 * completes, and only where it is news: its row, as the statement finds it, is not there yet or in an earlier state.
 */
export function count(fact: Fact): Statement[] {
  switch (fact.kind) {
    case 'gift':
      if (fact.state !== 'paid') return [];
      return add(
        `WITH gift AS (
          SELECT campaign, currency, amount FROM gifts WHERE id = ? AND state < ${paid}
          UNION ALL SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM gifts WHERE id = ?)
        )
        SELECT campaign, currency, SUM(amount), SUM(one) FROM (
          SELECT campaign, currency, amount, 1 AS one FROM gift
          UNION ALL SELECT gift.campaign, reversals.currency, -reversals.amount, 0 FROM gift, reversals WHERE reversals.state = ${standing} AND reversals.payment = ?
          UNION ALL SELECT gift.campaign, reversals.currency, CASE WHEN reversals.state = ${standing} THEN -reversals.amount ELSE 0 END, 0 FROM gift, ties, reversals
            WHERE reversals.payment = ties.payment AND ties.gift = ? AND ties.payment <> ties.gift
        ) AS news GROUP BY campaign, currency`,
        fact.id, fact.campaign, fact.currency, fact.amount, fact.id, fact.id, fact.id,
      );
    case 'refund':
    case 'dispute':
      return fact.state === 'standing'
        ? add(
            `SELECT campaign, CAST(? AS TEXT), -SUM(CAST(? AS BIGINT)), 0 FROM gifts
              WHERE state = ${paid} AND id IN (?, (SELECT gift FROM ties WHERE payment = ?)) AND NOT EXISTS (SELECT 1 FROM reversals WHERE id = ?)
              GROUP BY campaign`,
            fact.currency, fact.amount, fact.payment, fact.payment, fact.id,
          )
        : add(
            `SELECT gifts.campaign, reversals.currency, SUM(reversals.amount), 0 FROM reversals, gifts
              WHERE reversals.id = ? AND reversals.state = ${standing} AND gifts.state = ${paid}
                AND gifts.id IN (reversals.payment, (SELECT gift FROM ties WHERE payment = reversals.payment))
              GROUP BY gifts.campaign, reversals.currency`,
            fact.id,
          );
    case 'tie':
      return add(
        `SELECT gifts.campaign, reversals.currency, -SUM(reversals.amount), 0 FROM reversals, gifts
          WHERE reversals.payment = ? AND reversals.state = ${standing} AND gifts.id = ? AND gifts.id <> reversals.payment AND gifts.state = ${paid}
            AND NOT EXISTS (SELECT 1 FROM ties WHERE payment = reversals.payment)
          GROUP BY gifts.campaign, reversals.currency`,
        fact.payment, fact.gift,
      );
  }
}
