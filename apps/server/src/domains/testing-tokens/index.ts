export { createTestingTokensService, type TestingTokensService } from './testing-tokens.service.ts'
