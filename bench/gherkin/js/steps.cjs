const assert = require('node:assert')
const fs = require('node:fs')
const { Given, When, Then } = require('@cucumber/cucumber')

Given('a stock of {int} lamps', function (lamps) { this.stock = lamps })
Given('a lamp named {string}', function (name) { this.name = name })
When('{int} lamps are sold', function (lamps) { this.stock -= lamps })
Then('{int} lamps are left', function (lamps) { assert.strictEqual(this.stock, lamps) })
Then('the lamp is named {string}', function (name) { assert.strictEqual(this.name, name) })

// What the process cost is told to the benchmark, which cannot ask about a process that has ended.
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  fs.writeFileSync(process.env.BENCH_COST, JSON.stringify({ peakBytes: maxRSS * 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }))
})
