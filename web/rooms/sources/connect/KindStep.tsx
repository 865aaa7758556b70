import { useTranslation } from 'react-i18next'
import { connectorKinds } from '#ingest/contract'

export type WayIn = (typeof connectorKinds)[number] | 'events'
const ways: readonly WayIn[] = [...connectorKinds, 'events']

/** Six ways data comes in. */
export function KindStep({ onChoose }: { readonly onChoose: (way: WayIn) => void }) {
  const { t } = useTranslation('sources')
  return (
    <div className="connect-kinds">
      {ways.map((way) => (
        <button key={way} type="button" className="connect-kind" onClick={() => onChoose(way)}>
          <strong>{t(`kind.${way}`)}</strong>
          <span className="soft">{t(`kindWhat.${way}`)}</span>
        </button>
      ))}
    </div>
  )
}
