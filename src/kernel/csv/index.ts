export { createSplitter, type Dialect, type RecordSink, type SplitFault, type Splitter } from './splitter.js'
export { parseRecord } from './parse-record.js'
export { sniffDialect, type SniffedDialect } from './sniff.js'
