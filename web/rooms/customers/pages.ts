import type { RoomPages } from '../../ui/page/room-page.js'

export const customersPages: RoomPages = { section: 'customers', words: 'customers', pages: [] }
