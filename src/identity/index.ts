export { createCustomerNumbers } from './actions/assign-customer-numbers.js'
export { identityTables } from './warehouse/tables.js'
