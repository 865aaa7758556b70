import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Vocabulary } from '#tags/contract'
import { FigureEditor } from './FigureEditor.js'
import { emptyShare, isShareWhole, type ShareForm } from './figure-form.js'

interface Props {
  readonly shares: readonly ShareForm[]
  readonly vocabulary: Vocabulary
  readonly onChange: (shares: readonly ShareForm[]) => void
}

/** Numbers told of codes beside the value of the tag: a figure for each. */
export function SharesFields({ shares, vocabulary, onChange }: Props) {
  const { t } = useTranslation('tags')
  const [open, setOpen] = useState(-1)
  const put = (at: number, part: Partial<ShareForm>) => onChange(shares.map((share, index) => (index === at ? { ...share, ...part } : share)))
  return (
    <section className="panel">
      <h2>{t('sharesForm.title')}</h2>
      <p className="soft">{t('sharesForm.what')}</p>
      {shares.map((share, at) => (
        <fieldset key={at} className="tags-filters">
          <legend>{t('sharesForm.one', { at: at + 1 })}</legend>
          <div className="tags-life-line">
            {(['code', 'zh', 'en'] as const).map((name) => (
              <Input key={name} className="tags-date" aria-label={`${at + 1} ${t(`builder.band.${name}`)}`} placeholder={t(`builder.band.${name}`)} value={share[name]} onChange={({ target }) => put(at, { [name]: target.value })} />
            ))}
            <Button onClick={() => setOpen(open === at ? -1 : at)}>{t(open === at ? 'sharesForm.close' : 'sharesForm.open')}</Button>
            <Button type="text" onClick={() => onChange(shares.filter((_, index) => index !== at))}>
              {t('builder.remove')}
            </Button>
            {!isShareWhole(share) && <span className="soft">{t('sharesForm.unfinished')}</span>}
          </div>
          {open === at &&
            (share.text === '' ? (
              <FigureEditor figure={share.figure} vocabulary={vocabulary} first="share" onChange={(figure) => put(at, { figure })} />
            ) : (
              <Input.TextArea className="tags-json" rows={6} aria-label={t('builder.expression')} value={share.text} onChange={({ target }) => put(at, { text: target.value })} />
            ))}
        </fieldset>
      ))}
      <Button
        onClick={() => {
          setOpen(shares.length)
          onChange([...shares, emptyShare])
        }}
      >
        {t('sharesForm.add')}
      </Button>
    </section>
  )
}
