import { Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { segmentSchema } from '#segments/contract'
import type { ApiError } from '../../../api/problem.js'
import { defined } from '../../../ui/form/defined.js'
import { AboutFields } from '../tiers/edit/AboutFields.js'
import type { SegmentBody } from './segment-draft.js'

const aboutSchema = segmentSchema.pick({ description: true, owner: true, purposes: true })

interface Props {
  readonly body: SegmentBody
  readonly onChange: (body: SegmentBody) => void
  readonly error: ApiError | null
}

/** Description, owner and purposes of a segment; closed until they are asked for or something is wrong with them: the rule is what the page is about. */
export function SegmentAbout({ body, onChange, error }: Props) {
  const { t } = useTranslation('segments')
  const parsed = aboutSchema.safeParse({ description: body['description'], owner: body['owner'], purposes: body['purposes'] })
  const about = parsed.success ? parsed.data : {}
  const mistakes = (error?.mistakes ?? []).filter(({ path }) => /^(description|owner|purposes)/.test(path)).map(({ code, path, message }) => ({ code, path, params: {}, message: { zh: message.zh, en: message.en ?? message.zh } }))
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="segment-about-place">
      <Button type="link" size="small" aria-expanded={isOpen || mistakes.length > 0} onClick={() => setOpen(!isOpen)}>{t('archive.about')}</Button>
      {(isOpen || mistakes.length > 0) && (
        <Form component="div" layout="vertical" className="panel segment-about">
          <AboutFields about={about} onChange={(part) => onChange(defined<Record<string, unknown>>({ ...body, ...part }))} mistakes={mistakes} />
        </Form>
      )}
    </div>
  )
}
