import { useTranslation } from 'react-i18next'
import type { FileFormat, Source } from '#ingest/contract'
import { DateText } from '../../../ui/figures/Num.js'

function useFormatWords() {
  const { t } = useTranslation('ingest')
  return ({ type, delimiter, header, quotes, encoding, gzip }: FileFormat): string =>
    [
      type.toUpperCase(),
      delimiter === undefined ? '' : t('format.delimiterIs', { sign: delimiter === '\t' ? 'TAB' : delimiter }),
      encoding?.toUpperCase() ?? '',
      header === false ? t('format.noHeader') : '',
      quotes === false ? t('format.noQuotes') : '',
      gzip === true ? t('format.gzip') : '',
    ]
      .filter((text) => text !== '')
      .join(' · ')
}

/** How the file is written and why the bank may use it. */
export function SourceFacts({ source }: { readonly source: Source }) {
  const { t } = useTranslation('ingest')
  const formatWords = useFormatWords()
  const { purpose, legalBasis, classification, businessDate, owner } = source
  const facts = [
    [t('about.format'), formatWords(source.format)],
    [
      t('load.businessDate'),
      businessDate === null ? t('about.dateOfLoad') : <DateText key="date" value={businessDate} />,
    ],
    [t('about.purpose'), purpose ?? '–'],
    [t('about.legalBasis'), legalBasis === undefined ? '–' : t(`legalBasis.${legalBasis}`)],
    [
      t('about.classification'),
      classification === undefined ? '–' : t(`classification.${classification}`),
    ],
    [t('about.owner'), owner ?? '–'],
  ] as const
  return (
    <dl className="ingest-facts panel">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
