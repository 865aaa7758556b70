import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Preview } from '#ingest/contract'
import { useDefinitions } from '../../../api/definitions.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { MappingMistake } from '../mapping/mapping-mistakes.js'
import { TargetsEditor } from '../mapping/TargetsEditor.js'
import { type ImportDraft, withSource, withSuggestion } from './import-draft.js'
import type { ChangeDraft } from './use-import-draft.js'

const NEW = ''

/** Which mapping to start from: a suggestion for this file, or a source that exists. */
function SourceChoice({ draft, change, preview }: Omit<Props, 'mistakes'>) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const sources = useDefinitions('source').data?.items ?? []
  const choose = (key: string) => {
    const found = sources.find((source) => source.key === key)
    change((now) =>
      found === undefined ? withSuggestion(now, preview) : (withSource(now, found) ?? now),
    )
  }
  return (
    <label className="ingest-control">
      <span className="soft">{t('mapping.startFrom')}</span>
      <Select
        className="ingest-destination"
        showSearch={{ optionFilterProp: 'label' }}
        value={draft.source?.key ?? NEW}
        onChange={choose}
        options={[
          { value: NEW, label: t('mapping.newSource') },
          ...sources.map(({ key, name }) => ({ value: key, label: `${say(name)} ${key}` })),
        ]}
      />
    </label>
  )
}

interface Props {
  readonly draft: ImportDraft
  readonly change: ChangeDraft
  readonly preview: Preview
  readonly mistakes: readonly MappingMistake[]
}

/** Step 3: what every column of the file means. */
export function MappingStep({ draft, change, preview, mistakes }: Props) {
  return (
    <TargetsEditor
      before={<SourceChoice draft={draft} change={change} preview={preview} />}
      targets={draft.targets ?? []}
      setTargets={(targets) => change((now) => ({ ...now, targets }))}
      columns={preview.columns}
      mistakes={mistakes}
    />
  )
}
