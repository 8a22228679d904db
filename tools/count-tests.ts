/** Counting what a vitest JSON report says, so that nothing is lost between the report and the last line. */

type ReportedTest = { status: string; fullName: string }
type ReportedFile = { name: string; status: string; assertionResults: readonly ReportedTest[] }

/** The part of vitest's JSON report that is read here. */
export type TestReport = { testResults: readonly ReportedFile[] }

/** Tests counted; `skipped` holds titles. */
export type TestCounts = { passed: number; failed: number; skipped: readonly string[] }

/** Counts tests; a file that broke outside its tests counts as one failed, and so do skipped tests where they must run. */
export function countTests(
  report: TestReport,
  { skippedIsFailed }: { skippedIsFailed: boolean },
): TestCounts {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const passed = tests.filter((test) => test.status === 'passed').length
  const failedTests = tests.filter((test) => test.status === 'failed').length
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed')
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = failedTests + brokenFiles + (skippedIsFailed ? skipped.length : 0)
  return { passed, failed, skipped: skipped.map((test) => test.fullName) }
}
