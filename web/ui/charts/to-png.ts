const EDGE = 16

interface Caption {
  readonly title: string
  readonly font: string
  readonly ink: string
  readonly ground: string
}

/** A drawing with its title above it, as a PNG. */
export function toPng(drawing: HTMLCanvasElement, { title, font, ink, ground }: Caption): Promise<Blob> {
  const canvas = document.createElement('canvas')
  const size = 28
  canvas.width = drawing.width + EDGE * 2
  canvas.height = drawing.height + EDGE * 3 + size
  const pen = canvas.getContext('2d')
  if (pen === null) return Promise.reject(new Error('No canvas'))
  pen.fillStyle = ground
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = ink
  pen.font = `600 ${size}px ${font}`
  pen.textBaseline = 'top'
  pen.fillText(title, EDGE, EDGE, canvas.width - EDGE * 2)
  pen.drawImage(drawing, EDGE, EDGE * 2 + size)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No image'))), 'image/png'),
  )
}
