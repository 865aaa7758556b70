import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { channels, contentVariables } from '#strategy/contract'
import { Field } from './Field.js'
import type { FormPart } from './form-part.js'

const hasContent = { FILE: false, WEBHOOK: true, EMAIL: true, TASK: true } as const

function ContentFields({ values, change, at }: FormPart) {
  const { t } = useTranslation('strategy')
  const variables = contentVariables.map((name) => `{${name}}`)
  return (
    <>
      {values.channel === 'EMAIL' && (
        <Field label={t('form.subject')} mistakes={at('content.subject')}>
          <Input value={values.subject} maxLength={200} onChange={(event) => change({ subject: event.target.value })} />
        </Field>
      )}
      <Field
        label={values.channel === 'TASK' ? t('form.talk') : t('form.body')}
        help={t('form.variables', { list: variables.join(' ') })}
        mistakes={at('content.body', ...(values.body === '' ? ['content'] : []))}
      >
        <Input.TextArea value={values.body} autoSize={{ minRows: 4, maxRows: 14 }} maxLength={20_000} onChange={(event) => change({ body: event.target.value })} />
      </Field>
    </>
  )
}

/** How it goes out, and what the channel needs. */
export function ChannelPart(part: FormPart) {
  const { values, change, at } = part
  const { t } = useTranslation('strategy')
  return (
    <section className="panel">
      <h2>{t('form.channelPart')}</h2>
      <Field label={t('form.channel')} help={t(`channel.${values.channel}.needs`)} mistakes={at('channel')}>
        <Radio.Group
          value={values.channel}
          optionType="button"
          onChange={(event) => change({ channel: event.target.value as typeof values.channel })}
          options={channels.map((value) => ({ value, label: t(`channel.${value}.name`) }))}
        />
      </Field>
      {values.channel === 'WEBHOOK' && (
        <Field label={t('form.webhookUrl')} help={t('form.webhookHelp')} mistakes={at('webhookUrl')}>
          <Input type="url" value={values.webhookUrl} maxLength={500} onChange={(event) => change({ webhookUrl: event.target.value })} />
        </Field>
      )}
      {hasContent[values.channel] && <ContentFields {...part} />}
    </section>
  )
}
