/** File of the data directory that says where the running server answers. */
export const SERVER_FILE = 'server.json'
