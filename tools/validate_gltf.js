// node validate_gltf.js MODULES_DIR FILE...: runs Khronos' gltf-validator, prints its errors, exit code 1 when any.
const fs = require('fs');
const path = require('path');
const [modules, ...files] = process.argv.slice(2);
const validator = require(path.join(path.resolve(modules), 'node_modules', 'gltf-validator'));

async function main() {
  let errors = 0;
  for (const file of files) {
    const report = await validator.validateBytes(new Uint8Array(fs.readFileSync(file)), {
      uri: path.basename(file), maxIssues: 50,
    });
    const { numErrors, numWarnings } = report.issues;
    errors += numErrors;
    console.log(`${path.basename(file)}: ${numErrors} errors, ${numWarnings} warnings, ` +
      `${report.info ? report.info.totalTriangleCount : 0} triangles`);
    for (const issue of report.issues.messages.filter((m) => m.severity <= 1).slice(0, 12)) {
      console.log(`  ${issue.severity === 0 ? 'error' : 'warning'} ${issue.code} ${issue.pointer || ''}: ${issue.message}`);
    }
  }
  process.exit(errors ? 1 : 0);
}
main().catch((reason) => { console.log(String(reason)); process.exit(1); });
