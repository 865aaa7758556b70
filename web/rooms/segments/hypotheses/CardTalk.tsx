import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hypothesisDetailSchema } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatInstant } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { cardUrl, SETS } from './set-paths.js'

interface Props {
  readonly universe: string
  readonly id: number
  readonly onClose: () => void
}

/** What was said about a card, and a place to say more. */
export function CardTalk({ universe, id, onClose }: Props) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  const [text, setText] = useState('')
  const card = useApi(cardUrl(universe, id), hypothesisDetailSchema)
  const say = useAction(() => post(`${cardUrl(universe, id)}/comments`, { text: text.trim() }, hypothesisDetailSchema), { refreshes: [SETS], onDone: () => setText('') })
  return (
    <Drawer open title={card.data?.claim ?? t('sets.details')} onClose={onClose} size={460}>
      <Loaded query={card}>
        {({ discussion, state }) => (
          <div className="life-panel">
            {discussion.length === 0 && <p className="soft">{t('sets.noComments')}</p>}
            <ol className="set-talk">
              {discussion.map((one) => (
                <li key={one.id}>
                  <strong>{one.author}</strong> <small className="soft figures">{formatInstant(one.at, locale)}</small>
                  <p>{one.text}</p>
                </li>
              ))}
            </ol>
            {state === 'open' && (
              <>
                <Input.TextArea aria-label={t('sets.say')} placeholder={t('sets.say')} maxLength={2000} autoSize={{ minRows: 3 }} value={text} onChange={({ target }) => setText(target.value)} />
                {say.error && <ErrorPanel error={say.error} />}
                <p><Button type="primary" disabled={text.trim() === ''} loading={say.isPending} onClick={() => say.mutate(undefined)}>{t('sets.sayDo')}</Button></p>
              </>
            )}
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
