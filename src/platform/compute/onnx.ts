import { AppError, fail } from '#kernel/error'

/** An input or output of a model file: sizes by dimension, null where any size goes. */
export interface OnnxValue {
  readonly name: string
  readonly type: string
  readonly shape: readonly (number | null)[]
}

export interface OnnxShape {
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
}

/** Values of one input, row by row, `width` a row; `flat` inputs have one dimension. */
export interface OnnxFeed {
  readonly name: string
  readonly width: number
  readonly flat: boolean
  readonly values: Float32Array | Float64Array | readonly string[]
}

/** Where in the outputs the score is: `column` of a row of `width` values. */
export interface OnnxScore {
  readonly name: string
  readonly column: number
}

const BATCH = 2000

/** Runs in WebAssembly, on this thread alone: a file the bank brings reaches nothing of the process. */
async function runtime() {
  try {
    const ort = await import('onnxruntime-web')
    ort.env.wasm.numThreads = 1
    ort.env.logLevel = 'error'
    return ort
  } catch (cause) {
    throw new AppError('MODEL_ONNX_RUNTIME', {}, undefined, { cause })
  }
}

async function open(bytes: Uint8Array) {
  const ort = await runtime()
  try {
    return { ort, session: await ort.InferenceSession.create(bytes) }
  } catch (cause) {
    return fail('MODEL_ONNX_FILE', { reason: shortReason(cause) })
  }
}

/** What the runtime says, without paths and without end. */
function shortReason(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause)
  return text.replace(/^.*ERROR_MESSAGE:\s*/s, '').replace(/\s+/g, ' ').slice(0, 200)
}

/**
 * Inputs and outputs of a model file. For a worker thread.
 * @throws AppError MODEL_ONNX_RUNTIME, MODEL_ONNX_FILE
 */
export async function inspectOnnx(bytes: Uint8Array): Promise<OnnxShape> {
  const { session } = await open(bytes)
  const plain = (values: typeof session.inputMetadata): OnnxValue[] =>
    values.map((value) => ({
      name: value.name,
      type: value.isTensor ? value.type : 'not a tensor',
      shape: value.isTensor ? value.shape.map((size) => (typeof size === 'number' && size > 0 ? size : null)) : [],
    }))
  try {
    return { inputs: plain(session.inputMetadata), outputs: plain(session.outputMetadata) }
  } finally {
    await session.release()
  }
}

/**
 * Scores rows with a model file, in batches. For a worker thread.
 * @throws AppError MODEL_ONNX_RUNTIME, MODEL_ONNX_FILE, MODEL_ONNX_OUTPUT
 */
export async function scoreOnnx(bytes: Uint8Array, rows: number, feeds: readonly OnnxFeed[], score: OnnxScore): Promise<Float64Array> {
  const { ort, session } = await open(bytes)
  const found = new Float64Array(rows)
  try {
    for (let from = 0; from < rows; from += BATCH) {
      const count = Math.min(BATCH, rows - from)
      const inputs = Object.fromEntries(feeds.map((feed) => [feed.name, tensorOf(ort, feed, from, count)]))
      const output = (await session.run(inputs, [score.name]))[score.name]
      found.set(columnOf(output?.data, count, score), from)
    }
    return found
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    return fail('MODEL_ONNX_OUTPUT', { reason: shortReason(cause) })
  } finally {
    await session.release()
  }
}

type Runtime = Awaited<ReturnType<typeof runtime>>

function tensorOf(ort: Runtime, { values, width, flat }: OnnxFeed, from: number, count: number) {
  const shape = flat ? [count] : [count, width]
  const part = values.slice(from * width, (from + count) * width)
  if (part instanceof Float32Array) return new ort.Tensor('float32', part, shape)
  return part instanceof Float64Array ? new ort.Tensor('float64', part, shape) : new ort.Tensor('string', [...part], shape)
}

function columnOf(data: unknown, rows: number, { name, column }: OnnxScore): Float64Array {
  if (!(data instanceof Float32Array) && !(data instanceof Float64Array)) return fail('MODEL_ONNX_OUTPUT', { reason: `"${name}" holds no floating-point numbers` })
  const width = data.length / rows
  if (!Number.isInteger(width) || column >= width) return fail('MODEL_ONNX_OUTPUT', { reason: `"${name}" has ${data.length} values for ${rows} rows` })
  return Float64Array.from({ length: rows }, (_, row) => data[row * width + column] ?? Number.NaN)
}
