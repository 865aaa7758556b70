import { fail } from '#kernel/error'
import { compileRule, sentenceOf, type FieldSpec, type RuleDocument } from '#kernel/rule'
import { sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { loadSegmentGround } from '#segments'
import type { Segment } from '#segments/contract'
import { customersBase, customersFrom, type RuleGround } from '#tags'
import type { People, Portrait } from '../contract-portrait.js'
import type { InsightPorts } from '../ports.js'

/** The rule that says who somebody asked about is; null for everyone. */
export function ruleOf(people: People): RuleDocument | null {
  if (people.kind === 'everyone') return null
  if (people.kind === 'rule') return people.rule
  return { v: 1, kind: 'rule', rule: { kind: 'inSegment', segment: people.key, version: 'latest' } }
}

export interface PeopleGround {
  readonly ground: RuleGround
  /** Conditions over rows of the base, one for each asked. */
  readonly members: readonly Sql[]
  readonly from: Sql
  /** The tag asked for, and its value. */
  readonly tag: FieldSpec | null
}

export interface GroundAsked {
  readonly asOf?: string | undefined
  /** As in `loadRuleGround`. */
  readonly knownAt?: string | undefined
  /** A tag read in the same place. */
  readonly tag?: string | undefined
}

/** Compiles several groups of people on one ground, so that they are told apart in one reading. @throws AppError NOT_FOUND for an unknown tag */
export async function groundOfPeople(context: Context, ports: InsightPorts, asked: readonly People[], at: GroundAsked): Promise<PeopleGround> {
  const rules = asked.map(ruleOf)
  const ground = await loadSegmentGround(context, rules.filter((rule) => rule !== null), at.asOf, undefined, at.knownAt)
  const members = rules.map((rule) => (rule === null ? sql`1` : compileRule(rule, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }).condition))
  const tag = at.tag === undefined ? null : (ground.schema.tag(at.tag) ?? fail('NOT_FOUND', { what: `tag ${at.tag}` }, 'tag'))
  const base = await customersBase(context, ports, ground)
  return { ground, members, tag, from: customersFrom(base, ground.passes.passes(), ground.facts) }
}

/** What somebody asked about is called, and how it is said. */
export async function sideOf(context: Context, people: People, ground: RuleGround): Promise<Omit<Portrait['of'], 'customers'>> {
  if (people.kind === 'everyone') return { kind: 'everyone', key: null, name: { zh: '全部客户', en: 'All customers' }, sentence: null }
  if (people.kind === 'rule') return { kind: 'rule', key: null, name: { zh: '按规则圈选的客户', en: 'Customers by rule' }, sentence: sentences(people.rule, ground) }
  const { key, name, body } = await context.definitions.version<Segment>('segment', people.key, 'latest')
  return { kind: 'segment', key, name: { zh: name.zh, en: name.en ?? name.zh }, sentence: sentences(body.rule, ground) }
}

function sentences(rule: RuleDocument, ground: RuleGround) {
  return { zh: sentenceOf(rule, ground.schema, 'zh'), en: sentenceOf(rule, ground.schema, 'en') }
}
