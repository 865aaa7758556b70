import { fail, Mistakes } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { ruleDocument, sentenceOf, type RuleDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { EVERYBODY_SET, type Hypothesis, type HypothesisBody, type HypothesisQuery } from '../../contract-hypothesis.js'
import { commentsOf, getCard, pageCards, type StoredCard } from '../../store/hypothesis-store.js'
import { loadSegmentGround } from '../segment-ground.js'

type Ground = Awaited<ReturnType<typeof loadSegmentGround>>

/** Cards of a set the actor may see. @throws AppError DEFINITION_NOT_FOUND */
export async function listCards(context: Context, universe: string, query: HypothesisQuery, actor: Actor) {
  await requireSet(context, universe)
  const from = query.cursor === undefined ? 0 : Number(decodeCursor(query.cursor)[0])
  const { rows, total } = await pageCards(context.ledger.db, actor, universe, { ...query, from })
  const items = await presentCards(context, rows, actor)
  return { items, nextCursor: from + rows.length < total ? encodeCursor([from + rows.length]) : null, total }
}

/** One card with what was said about it. @throws AppError NOT_FOUND */
export async function showCard(context: Context, universe: string, id: number, actor: Actor) {
  const row = await getCard(context.ledger.db, actor, universe, id)
  const [card] = await presentCards(context, [row], actor)
  const comments = await commentsOf(context.ledger.db, id)
  return { ...(card ?? fail('NOT_FOUND', { what: `hypothesis ${id}` })), discussion: comments.map(({ id: own, person_name: author, text, at }) => ({ id: own, author, text, at })) }
}

/** A set is of a segment there is, or of everybody. @throws AppError DEFINITION_NOT_FOUND */
export async function requireSet(context: Context, universe: string): Promise<void> {
  if (universe !== EVERYBODY_SET) await context.definitions.get('segment', universe)
}

/** The rule a card keeps. */
export function ruleOfCard({ rule }: Pick<StoredCard, 'rule'>): RuleDocument | null {
  return rule === null ? null : ruleDocument.parse(typeof rule === 'string' ? JSON.parse(rule) : rule)
}

/** What the columns of a card are of what was written. @throws Mistakes of the rule */
export async function columnsOf(context: Context, { claim, who, need, why, expectedSize, expectedEffect, evidence, rule }: HypothesisBody) {
  if (rule !== null) {
    const mistakes = await context.definitions.check('segment', null, { rule })
    if (mistakes.length > 0) throw new Mistakes(mistakes)
  }
  return { claim, who, need, why, expected_size: expectedSize, expected_effect: expectedEffect, evidence, rule: rule === null ? null : JSON.stringify(rule) }
}

async function presentCards(context: Context, rows: readonly StoredCard[], actor: Actor): Promise<Hypothesis[]> {
  const rules = rows.flatMap((row) => ruleOfCard(row) ?? [])
  // A rule that names something gone does not keep the others from being said.
  const ground = rules.length === 0 ? null : await loadSegmentGround(context, rules, undefined).catch(() => loadSegmentGround(context, [], undefined))
  return rows.map((row) => presentCard(row, ground, actor))
}

function presentCard(row: StoredCard, ground: Ground | null, actor: Actor): Hypothesis {
  const rule = ruleOfCard(row)
  const { id, universe, claim, who, need, why, evidence, state, reason, segment, comments, revision } = row
  return {
    id, universe, claim, who, need, why, evidence, state, reason, segment, comments, revision, rule,
    orgPath: row.org_path,
    author: row.author_name,
    mine: row.author_id === actor.id,
    expectedSize: row.expected_size,
    expectedEffect: row.expected_effect,
    sentence: rule === null || ground === null ? null : sentence(rule, ground),
    votes: { for: row.votes_for, against: row.votes_against, own: row.own_vote },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function sentence(rule: RuleDocument, { schema }: Ground): { zh: string; en: string } {
  try {
    return { zh: sentenceOf(rule, schema, 'zh'), en: sentenceOf(rule, schema, 'en') }
  } catch {
    return { zh: '', en: '' }
  }
}
