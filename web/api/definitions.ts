import type { UseQueryResult } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  definitionListSchema,
  definitionMistakesSchema,
  definitionSchema,
  definitionUsersSchema,
  definitionVersionsSchema,
} from '#platform/definition/contract'
import { nothing, post, put } from './client.js'
import type { ApiError } from './problem.js'
import { useApi } from './query.js'
import { type PostAnswer, usePosted } from './posted.js'

export const DEFINITIONS = '/api/v1/definitions'

export type DefinitionView = z.infer<typeof definitionSchema>
export type DefinitionVersions = z.infer<typeof definitionVersionsSchema>
export type DefinitionUsers = z.infer<typeof definitionUsersSchema>
export type DefinitionMistakes = z.infer<typeof definitionMistakesSchema>
export type DefinitionMistake = DefinitionMistakes['mistakes'][number]

export interface DefinitionDraft {
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly body: unknown
}

export const definitionsOf = (kind: string): string => `${DEFINITIONS}/${kind}`
export const definitionAt = (kind: string, key: string): string =>
  `${definitionsOf(kind)}/${encodeURIComponent(key)}`

/** Every definition of a kind, drafts and published ones. */
export const useDefinitions = (kind: string): UseQueryResult<{ items: DefinitionView[] }, ApiError> =>
  useApi(definitionsOf(kind), definitionListSchema)

/** One definition: its draft, or what is published; `null` waits. */
export const useDefinition = (kind: string, key: string | null): UseQueryResult<DefinitionView, ApiError> =>
  useApi(key === null ? null : definitionAt(kind, key), definitionSchema)

export const useDefinitionVersion = (
  kind: string,
  key: string,
  version: number,
): UseQueryResult<DefinitionView, ApiError> =>
  useApi(`${definitionAt(kind, key)}/versions/${version}`, definitionSchema, { staleTime: 300_000 })

export const useDefinitionVersions = (
  kind: string,
  key: string,
): UseQueryResult<DefinitionVersions, ApiError> =>
  useApi(`${definitionAt(kind, key)}/versions`, definitionVersionsSchema)

export const useDefinitionUsers = (kind: string, key: string): UseQueryResult<DefinitionUsers, ApiError> =>
  useApi(`${definitionAt(kind, key)}/used-by`, definitionUsersSchema)

/** Mistakes of a body that is not saved; asked whenever the body changes, `null` waits. */
export const useDefinitionCheck = (
  kind: string,
  draft: { readonly key?: string | undefined; readonly body: unknown } | null,
): PostAnswer<DefinitionMistakes> =>
  usePosted(`${definitionsOf(kind)}/check`, draft, definitionMistakesSchema)

/** Creates a draft, or replaces the one a revision names. Fails 409 when somebody saved in between. */
export function saveDefinition(
  kind: string,
  draft: DefinitionDraft,
  revision: number | null,
): Promise<DefinitionView> {
  const { key, name, body } = draft
  if (revision === null) return post(definitionsOf(kind), { key, name, body }, definitionSchema)
  return put(definitionAt(kind, key), { name, body }, definitionSchema, { revision })
}

/** Makes the draft the next version. */
export const publishDefinition = (
  kind: string,
  key: string,
  revision: number,
  note?: string,
): Promise<DefinitionView> =>
  post(`${definitionAt(kind, key)}/publish`, note === undefined ? {} : { note }, definitionSchema, {
    revision,
  })

/** Takes it out of use; refused while something uses it. */
export const archiveDefinition = (kind: string, key: string): Promise<undefined> =>
  post(`${definitionAt(kind, key)}/archive`, undefined, nothing)
