import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionAt, type DefinitionMistake, definitionsOf, type DefinitionView, publishDefinition, saveDefinition, useDefinitionCheck } from '../../api/definitions.js'
import { useAction, useRefresh } from '../../api/query.js'
import { useSettled } from '../feedback/use-settled.js'
import { useNotice } from '../theme/AntdLook.js'
import { defined } from './defined.js'
import { isKey } from './key-of.js'

/** Names in both languages and the key. */
export interface DefinitionNames {
  readonly zh: string
  readonly en: string
  readonly key: string
}

interface Given<Body> {
  readonly kind: string
  /** null for one that is made now. */
  readonly opened: DefinitionView | null
  readonly start: { readonly names: DefinitionNames; readonly body: Body }
  /** Besides the definitions: what shows them. */
  readonly refreshes: readonly string[]
  /** The first save of one that is made now. */
  readonly onCreated?: (key: string) => void
  /** A key it proposes while nobody typed another. */
  readonly proposeKey?: (names: DefinitionNames, body: Body) => string
}

export type SetPart<Body> = (part: { readonly [Key in keyof Body]?: Body[Key] | undefined }) => void

export interface DefinitionForm<Body> {
  readonly kind: string
  readonly definition: DefinitionView | null
  readonly names: DefinitionNames
  readonly setNames: (names: DefinitionNames) => void
  readonly body: Body
  readonly set: SetPart<Body>
  /** What the server finds wrong in the body as it was a moment ago; nothing while a new one is as it began. */
  readonly mistakes: readonly DefinitionMistake[]
  /** The body as it was a moment ago when nothing is wrong with it; null while that is not known. */
  readonly checked: Body | null
  readonly isChanged: boolean
  /** Named and keyed: it may be saved, right or wrong. */
  readonly isReady: boolean
  readonly save: ReturnType<typeof useAction<undefined, DefinitionView>>
  /** Saves what is not saved yet and makes it the next version. */
  readonly publish: (note: string) => Promise<DefinitionView>
}

/** Changes parts of an object; an undefined part is taken away. */
function withPart<Body extends object>(before: Body, part: { readonly [Key in keyof Body]?: Body[Key] | undefined }): Body {
  return defined<Body>({ ...before, ...part })
}

const NOTHING: readonly DefinitionMistake[] = []

const textOf = (value: unknown): string => JSON.stringify(value)

/** What the server finds wrong in a body once it rests, and the body when that is nothing. */
function useChecked<Body>(kind: string, key: string, body: Body): { readonly mistakes: readonly DefinitionMistake[]; readonly checked: Body | null } {
  const settled = useSettled(body)
  const check = useDefinitionCheck(kind, { ...(isKey(key) ? { key } : {}), body: settled })
  const mistakes = check.data?.mistakes ?? NOTHING
  const isKnown = check.data !== undefined && !check.isPlaceholderData && textOf(settled) === textOf(body)
  return { mistakes, checked: isKnown && mistakes.length === 0 ? settled : null }
}

const trimmed = ({ zh, en }: DefinitionNames) => ({ zh: zh.trim(), ...(en.trim() === '' ? {} : { en: en.trim() }) })

/** A definition being written: its draft, what is wrong with it, how to keep and publish it. */
export function useDefinitionForm<Body extends object>({ kind, opened, start, refreshes, onCreated, proposeKey }: Given<Body>): DefinitionForm<Body> {
  const { t } = useTranslation('ui')
  const notice = useNotice()
  const refresh = useRefresh()
  const [definition, setDefinition] = useState(opened)
  const [typed, setNames] = useState(start.names)
  const [body, setBody] = useState(start.body)
  const [saved, setSaved] = useState(() => textOf([start.names, start.body]))
  const isNew = definition === null
  const names = isNew && typed.key === '' && proposeKey !== undefined ? { ...typed, key: proposeKey(typed, body) } : typed
  const { mistakes, checked } = useChecked(kind, names.key, body)
  const isChanged = textOf([names, body]) !== saved
  const keep = async () => {
    const kept = await saveDefinition(kind, { key: names.key, name: trimmed(names), body }, definition?.revision ?? null)
    setDefinition(kept)
    setNames(names)
    setSaved(textOf([names, body]))
    return kept
  }
  const save = useAction<undefined, DefinitionView>(keep, {
    refreshes: [definitionsOf(kind), ...refreshes],
    onDone: ({ key }) => {
      notice.done(t('form.saved'))
      if (opened === null) onCreated?.(key)
    },
  })
  const publish = async (note: string) => {
    const kept = isChanged || isNew ? await keep() : definition
    const done = await publishDefinition(kind, kept.key, kept.revision, note.trim() === '' ? undefined : note.trim())
    setDefinition(done)
    await refresh(definitionsOf(kind), definitionAt(kind, done.key), ...refreshes)
    notice.done(t('form.published', { version: done.version ?? 1 }))
    return done
  }
  return {
    kind, definition, names, setNames, body, checked, isChanged, save, publish,
    set: (part) => setBody((now) => withPart(now, part)),
    mistakes: isNew && textOf(body) === textOf(start.body) ? NOTHING : mistakes,
    isReady: names.zh.trim() !== '' && isKey(names.key),
  }
}
