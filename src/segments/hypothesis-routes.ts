import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import type { TagPorts } from '#tags'
import { adoptCard } from './actions/hypothesis/adopt-card.js'
import { commentOnCard, createCard, moveCard, updateCard, voteOnCard } from './actions/hypothesis/card-work.js'
import { listCards, showCard } from './actions/hypothesis/cards.js'
import { overlapInSet, showSet } from './actions/hypothesis/segment-set.js'
import { adoptedSchema } from './contract-clustering.js'
import {
  hypothesisAdoptSchema,
  hypothesisCommentSchema,
  hypothesisCreateSchema,
  hypothesisDetailSchema,
  hypothesisPageSchema,
  hypothesisQuery,
  hypothesisStateSchema,
  hypothesisUpdateSchema,
  hypothesisVoteSchema,
  segmentSetSchema,
  setOverlapRequestSchema,
  setOverlapSchema,
  universeSchema,
} from './contract-hypothesis.js'
import { segmentPolicy } from './policy.js'

const TAGS = ['hypotheses']
const SET = '/api/v1/segment-sets/:universe'
const CARD = `${SET}/hypotheses/:id`
const setParams = z.object({ universe: universeSchema })
const cardParams = setParams.extend({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

/** Routes of segment sets: rules, machine and people side by side, and the cards of hypotheses. */
export function hypothesisRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  addSets(routes, context, ports)
  addCards(routes, context)
  addTalk(routes, context)
  addDecisions(routes, context)
}

function addSets(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'GET', url: SET, permission: segmentPolicy.read, tags: TAGS,
    summary: 'What was made of a set of customers: segments, clusterings, how many cards; `_all` is everybody',
    params: setParams,
    response: segmentSetSchema,
    handler: ({ params, actor }) => showSet(context, params.universe, actor),
  })
  routes.add({
    method: 'POST', url: `${SET}/overlap`, permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Sizes and overlaps of segments, clusters and cards within a set, of the customers the asker may see',
    params: setParams,
    body: setOverlapRequestSchema,
    response: setOverlapSchema,
    handler: ({ params, body, actor }) => overlapInSet(context, ports, params.universe, body, actor),
  })
}

function addCards(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: `${SET}/hypotheses`, permission: segmentPolicy.read, tags: TAGS,
    summary: 'Cards of hypotheses about a set, of the asker\'s orgs and those above them',
    params: setParams,
    query: hypothesisQuery,
    response: hypothesisPageSchema,
    handler: ({ params, query, actor }) => listCards(context, params.universe, query, actor),
  })
  routes.add({
    method: 'POST', url: `${SET}/hypotheses`, permission: segmentPolicy.write, tags: TAGS,
    summary: 'Write a card; audited',
    params: setParams,
    body: hypothesisCreateSchema,
    response: hypothesisDetailSchema,
    handler: ({ params, body, actor }) => createCard(context, params.universe, body, actor),
  })
  routes.add({
    method: 'GET', url: CARD, permission: segmentPolicy.read, tags: TAGS,
    summary: 'A card with its discussion',
    params: cardParams,
    response: hypothesisDetailSchema,
    handler: ({ params, actor }) => showCard(context, params.universe, params.id, actor),
  })
  routes.add({
    method: 'PUT', url: CARD, permission: segmentPolicy.write, tags: TAGS,
    summary: 'Change what an own open card says; audited',
    params: cardParams,
    body: hypothesisUpdateSchema,
    response: hypothesisDetailSchema,
    handler: ({ params, body, actor }) => updateCard(context, params, body, actor),
  })
}

function addTalk(routes: Routes, context: Context): void {
  routes.add({
    method: 'PUT', url: `${CARD}/vote`, permission: segmentPolicy.read, tags: TAGS,
    summary: 'Give, change or take back one\'s own vote; audited',
    params: cardParams,
    body: hypothesisVoteSchema,
    response: hypothesisDetailSchema,
    handler: ({ params, body, actor }) => voteOnCard(context, params, body.vote, actor),
  })
  routes.add({
    method: 'POST', url: `${CARD}/comments`, permission: segmentPolicy.read, tags: TAGS,
    summary: 'Say something about an open card; audited',
    params: cardParams,
    body: hypothesisCommentSchema,
    response: hypothesisDetailSchema,
    handler: ({ params, body, actor }) => commentOnCard(context, params, body.text, actor),
  })
}

function addDecisions(routes: Routes, context: Context): void {
  routes.add({
    method: 'PUT', url: `${CARD}/state`, permission: segmentPolicy.write, tags: TAGS,
    summary: 'Reject a card with a reason, archive it, or open it again; audited',
    params: cardParams,
    body: hypothesisStateSchema,
    response: hypothesisDetailSchema,
    handler: ({ params, body, actor }) => moveCard(context, params, body, actor),
  })
  routes.add({
    method: 'POST', url: `${CARD}/adopt`, permission: segmentPolicy.write, tags: TAGS,
    summary: 'Draft a segment of a card: its rule, alone or with a cluster or another segment; audited',
    params: cardParams,
    body: hypothesisAdoptSchema,
    response: adoptedSchema,
    handler: ({ params, body, actor }) => adoptCard(context, params, body, actor),
  })
}
