import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { MisTag, Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../api/definitions.js'
import { Field } from '../../../ui/form/Field.js'
import { NodeEditor } from '../builder/node/NodeEditor.js'
import { freeEvidenceKey, startValue } from './evaluation-kinds.js'

type Evidence = MisTag['evidence'][number]

interface Props {
  readonly evidence: MisTag['evidence']
  readonly vocabulary: Vocabulary
  readonly mistakes: readonly DefinitionMistake[]
  readonly onChange: (evidence: readonly Evidence[]) => void
}

/** What speaks for the corrected value, each a value of the customer; its weight is learned. */
export function EvidenceFields({ evidence, vocabulary, mistakes, onChange }: Props) {
  const { t } = useTranslation('tags')
  const put = (at: number, part: Partial<Evidence>) => onChange(evidence.with(at, { ...(evidence[at] as Evidence), ...part }))
  const add = () => onChange([...evidence, { key: freeEvidenceKey(evidence.map(({ key }) => key)), name: { zh: '' }, value: startValue }])
  return (
    <Field label={t('mistag.evidence')} hint={t('define.mis-tag.evidenceHint')} path="evidence" mistakes={evidence.length === 0 ? [] : mistakes} required>
      {() => (
        <div className="tags-stack">
          {evidence.map((piece, at) => {
            const title = t('define.mis-tag.piece', { at: at + 1 })
            return (
              <fieldset key={at} className="tags-filters">
                <legend>{title}</legend>
                <div className="tags-node-parts">
                  <Input className="tags-node-name" aria-label={`${title} ${t('builder.band.zh')}`} placeholder={t('builder.band.zh')} value={piece.name.zh} onChange={({ target }) => put(at, { name: { ...piece.name, zh: target.value } })} />
                  <Input className="tags-node-name" aria-label={`${title} ${t('builder.band.en')}`} placeholder={t('builder.band.en')} value={piece.name.en ?? ''} onChange={({ target }) => put(at, { name: { zh: piece.name.zh, ...(target.value === '' ? {} : { en: target.value }) } })} />
                  <Input className="tags-node-text" aria-label={`${title} ${t('builder.band.code')}`} value={piece.key} onChange={({ target }) => put(at, { key: target.value })} />
                  <Button type="text" onClick={() => onChange(evidence.toSpliced(at, 1))}>
                    {t('builder.remove')}
                  </Button>
                </div>
                <NodeEditor node={piece.value.value} label={title} vocabulary={vocabulary} onChange={(value) => put(at, { value: { v: 1, kind: 'value', value } })} />
              </fieldset>
            )
          })}
          <Button onClick={add} disabled={evidence.length >= 20}>
            {t('define.mis-tag.addEvidence')}
          </Button>
        </div>
      )}
    </Field>
  )
}
