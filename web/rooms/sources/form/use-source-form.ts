import { useState } from 'react'
import { type DefinitionMistake, type DefinitionView, definitionAt, definitionsOf, saveDefinition, useDefinitionCheck } from '../../../api/definitions.js'
import { useAction } from '../../../api/query.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { useTranslation } from 'react-i18next'
import { isSameBody } from '../../ingest/mapping/source-body.js'
import type { PartProps } from './part-props.js'
import { readDraft, type SourceDraft, withPart } from './source-draft.js'
import { SOURCES } from '../paths.js'

/** A source that exists, being changed: what differs, what is wrong, how to keep it. */
export function useSourceForm(definition: DefinitionView, start: (saved: SourceDraft) => SourceDraft = (saved) => saved) {
  const { t } = useTranslation('sources')
  const notice = useNotice()
  const saved = readDraft(definition.body)
  const [body, setBody] = useState<SourceDraft>(() => start(saved))
  const settled = useSettled(body)
  const mistakes: readonly DefinitionMistake[] = useDefinitionCheck('source', { key: definition.key, body: settled }).data?.mistakes ?? []
  const set: PartProps['set'] = (part) => setBody((now) => withPart(now, part))
  const keep = (next: SourceDraft) => saveDefinition('source', { key: definition.key, name: definition.name, body: next }, definition.revision)
  const save = useAction(keep, { refreshes: [definitionAt('source', definition.key), definitionsOf('source'), SOURCES], onDone: () => notice.done(t('connect.saved')) })
  return { body, set, mistakes, save, isChanged: !isSameBody(body, saved) }
}
