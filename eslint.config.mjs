import tseslint from 'typescript-eslint'
import reactHooks from 'eslint-plugin-react-hooks'

// Code that decides: no clock, no chance, no process, no waiting. `now` and `random` come in as arguments.
const PURE = ['src/kernel/**/*.ts', 'src/**/contract.ts', 'src/*/domain/**/*.ts', 'src/*/sql/**/*.ts']

const noSqlText = {
  selector: "CallExpression[callee.name='raw'] > TemplateLiteral[expressions.length>0]",
  message: 'raw() takes a fixed literal only; interpolate through the sql tag or identifier().',
}
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' }

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'assembly/**', '**/*.mjs', '**/*.cjs', '**/*.d.ts', 'web/dist/**', 'vitest.config.ts'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './web/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      curly: ['error', 'multi-line'],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      complexity: ['error', 12],
      'no-restricted-syntax': ['error', noSqlText, noDefaultExport],
    },
  },
  {
    files: PURE,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'Buffer'],
      'no-restricted-syntax': [
        'error',
        noSqlText,
        noDefaultExport,
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Take `now` as an argument.' },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `now` as an argument.' },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Take `random` as an argument.' },
        { selector: 'AwaitExpression', message: 'Pure code does not wait.' },
      ],
    },
  },
  {
    files: ['web/**/*.tsx', 'web/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs['recommended-latest'].rules,
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/app/cli/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
)
