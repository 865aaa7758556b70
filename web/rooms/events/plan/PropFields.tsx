import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type PlanProp, propTypes } from '#events/contract'
import type { DefinitionMistake } from '../../../api/definitions.js'
import { useSay } from '../../../ui/language/use-say.js'
import { freshProp, isRepeated, type PropRow, withType } from './prop-rows.js'

interface Props {
  readonly rows: readonly PropRow[]
  readonly onChange: (rows: readonly PropRow[]) => void
  readonly mistakes: readonly DefinitionMistake[]
}

/** The properties an event comes with. */
export function PropFields({ rows, onChange, mistakes }: Props) {
  const { t } = useTranslation('events')
  const put = (at: number, row: PropRow) => onChange(rows.map((each, place) => (place === at ? row : each)))
  return (
    <div className="prop-rows">
      {rows.length > 0 && (
        <div className="prop-row prop-head soft" aria-hidden>
          <span>{t('form.prop')}</span>
          <span>{t('form.type')}</span>
          <span>{t('form.required')}</span>
          <span>{t('form.values')}</span>
          <span>{t('form.propZh')}</span>
          <span>{t('form.propEn')}</span>
          <span />
        </div>
      )}
      {rows.map((row, at) => (
        <Row key={at} row={row} repeated={isRepeated(rows, at)} mistakes={mistakes} onChange={(next) => put(at, next)} onRemove={() => onChange(rows.filter((_, place) => place !== at))} />
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...rows, { name: '', prop: freshProp }])}>
        {t('form.addProp')}
      </Button>
    </div>
  )
}

interface RowProps {
  readonly row: PropRow
  readonly repeated: boolean
  readonly mistakes: readonly DefinitionMistake[]
  readonly onChange: (row: PropRow) => void
  readonly onRemove: () => void
}

function Row({ row: { name, prop }, repeated, mistakes, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('events')
  const say = useSay()
  const own = name === '' ? [] : mistakes.filter(({ path }) => path === `props.${name}` || path.startsWith(`props.${name}.`))
  const write = (part: Partial<PlanProp>) => onChange({ name, prop: { ...prop, ...part } })
  const call = (zh: string, en: string) => write({ name: zh === '' && en === '' ? undefined : { zh, ...(en === '' ? {} : { en }) } })
  return (
    <>
      <div className="prop-row">
        <Input aria-label={t('form.prop')} value={name} maxLength={200} status={repeated ? 'error' : ''} onChange={({ target }) => onChange({ name: target.value, prop })} />
        <Select aria-label={t('form.type')} value={prop.type} options={propTypes.map((type) => ({ value: type, label: t(`form.types.${type}`) }))} onChange={(type: PlanProp['type']) => onChange({ name, prop: withType(prop, type) })} />
        <Checkbox aria-label={t('form.required')} checked={prop.required} onChange={({ target }) => write({ required: target.checked })} />
        <Select aria-label={t('form.values')} mode="tags" open={false} suffix={null} disabled={prop.type !== 'text'} tokenSeparators={[',', '，', '\n', ';']} placeholder={prop.type === 'text' ? t('form.anyValue') : ''} value={[...(prop.values ?? [])]} onChange={(values: string[]) => write({ values: values.length === 0 ? undefined : values })} />
        <Input aria-label={t('form.propZh')} value={prop.name?.zh ?? ''} maxLength={200} onChange={({ target }) => call(target.value, prop.name?.en ?? '')} />
        <Input aria-label={t('form.propEn')} value={prop.name?.en ?? ''} maxLength={200} onChange={({ target }) => call(prop.name?.zh ?? '', target.value)} />
        <Button aria-label={t('form.removeProp')} icon={<DeleteOutlined />} onClick={onRemove} />
      </div>
      {repeated && <p className="prop-wrong">{t('form.repeated')}</p>}
      {own.map(({ code, path, message }) => (
        <p key={`${path} ${code}`} className="prop-wrong">
          {say(message)}
        </p>
      ))}
    </>
  )
}
