// Web Test Runner's summary counts files and browsers; tests/run.ts wants tests. Writes { passed, failed, skipped } to a file,
// and the version where only the driver knows it (WebKit).
import { writeFileSync } from 'node:fs';

export const wtrCount = (file) => ({
  onTestRunFinished({ sessions }) {
    if (!file) return;
    const count = { passed: 0, failed: 0, skipped: 0, version: sessions[0]?.browser.driver?.capabilities.browserVersion };
    for (const session of sessions) {
      const tests = testsIn(session.testResults);
      const failed = tests.filter((test) => !test.skipped && !test.passed).length;
      count.skipped += tests.filter((test) => test.skipped).length;
      count.passed += tests.filter((test) => test.passed && !test.skipped).length;
      // A file that could not be loaded, or a hook that threw, has no failed test to show for it.
      count.failed += failed === 0 && (session.errors.length > 0 || !session.passed) ? 1 : failed;
    }
    writeFileSync(file, JSON.stringify(count));
  },
});

const testsIn = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsIn)] : []);
