/** ONNX files written by hand: protobuf of onnx.proto, as few fields as the runtime needs. */

type Bytes = Buffer

function varint(value: number): Bytes {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return Buffer.from([...bytes, rest])
}

const field = (number: number, wire: number, body: Bytes): Bytes => Buffer.concat([varint(number * 8 + wire), body])
const whole = (number: number, value: number): Bytes => field(number, 0, varint(value))
const bytes = (number: number, body: Bytes): Bytes => field(number, 2, Buffer.concat([varint(body.length), body]))
const text = (number: number, value: string): Bytes => bytes(number, Buffer.from(value))

/** Element types of TensorProto. */
const FLOAT = 1
const STRING = 8

/** ValueInfoProto: name, type { tensor_type { elem_type, shape { dim } } }; a null size is symbolic. */
function value(name: string, type: number, shape: readonly (number | null)[]): Bytes {
  const dims = Buffer.concat(shape.map((size) => bytes(1, size === null ? text(2, 'N') : whole(1, size))))
  return Buffer.concat([text(1, name), bytes(2, bytes(1, Buffer.concat([whole(1, type), bytes(2, dims)])))])
}

/** TensorProto of floats. */
function tensor(name: string, shape: readonly number[], values: readonly number[]): Bytes {
  return Buffer.concat([...shape.map((size) => whole(1, size)), whole(2, FLOAT), text(8, name), bytes(9, Buffer.from(Float32Array.from(values).buffer))])
}

/** NodeProto without attributes but those given. */
function node(op: string, inputs: readonly string[], outputs: readonly string[], attributes: readonly Bytes[] = []): Bytes {
  return Buffer.concat([...inputs.map((name) => text(1, name)), ...outputs.map((name) => text(2, name)), text(4, op), ...attributes.map((each) => bytes(5, each))])
}

interface Graph {
  readonly nodes: readonly Bytes[]
  readonly weights?: readonly Bytes[]
  readonly inputs: readonly Bytes[]
  readonly outputs: readonly Bytes[]
}

/** ModelProto: ir_version 8, opset 13. */
function model({ nodes, weights = [], inputs, outputs }: Graph): Bytes {
  const graph = Buffer.concat([...nodes.map((each) => bytes(1, each)), text(2, 'kit'), ...weights.map((each) => bytes(5, each)), ...inputs.map((each) => bytes(11, each)), ...outputs.map((each) => bytes(12, each))])
  return Buffer.concat([whole(1, 8), text(2, 'kit'), bytes(7, graph), bytes(8, Buffer.concat([text(1, ''), whole(2, 13)]))])
}

/** Logistic regression over one input `x` of rows × weights; missing values (NaN) stay missing. */
export function logisticOnnx(weights: readonly number[], intercept: number): Bytes {
  return model({
    nodes: [node('Gemm', ['x', 'w', 'b'], ['z']), node('Sigmoid', ['z'], ['p'])],
    weights: [tensor('w', [weights.length, 1], weights), tensor('b', [1], [intercept])],
    inputs: [value('x', FLOAT, [null, weights.length])],
    outputs: [value('p', FLOAT, [null, 1])],
  })
}

/** Two inputs by name, added: `number` [rows, 1] and another, of texts where asked for. */
export function namedOnnx(names: readonly [string, string], texts = false): Bytes {
  return model({
    nodes: [node('Add', [names[0], names[0]], ['sum']), node('Sigmoid', ['sum'], ['p']), node('Identity', [names[1]], ['same'])],
    inputs: [value(names[0], FLOAT, [null, 1]), value(names[1], texts ? STRING : FLOAT, [null, 1])],
    outputs: [value('p', FLOAT, [null, 1]), value('same', texts ? STRING : FLOAT, [null, 1])],
  })
}

/** Gives its table of numbers back: as many columns as it is given. */
export function echoOnnx(width: number): Bytes {
  return model({ nodes: [node('Identity', ['x'], ['y'])], inputs: [value('x', FLOAT, [null, width])], outputs: [value('y', FLOAT, [null, width])] })
}
