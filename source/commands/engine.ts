import process from 'node:process';
import type {CommandModule} from 'yargs';
import {ConnectopError, exitCodes} from '../base/errors.ts';
import {clean} from '../draw/text.ts';

/** `connectop engine check COMMAND`: tries an engine of the user's against the protocol. */
export const engineCommand = (done: (code: number) => void): CommandModule => ({
	command: 'engine <do> <command>',
	describe: 'check: try an engine of your own against the protocol (docs/engine-protocol.md)',
	builder: yargs =>
		yargs
			.positional('do', {choices: ['check'] as const, describe: 'what to do'})
			.positional('command', {type: 'string', describe: 'starts the engine; one word for the shell'})
			.option('neurons', {
				type: 'number',
				default: 200,
				describe: 'nodes of the graph that it is tried on, unless it brings its own',
			})
			.option('engine-timeout', {type: 'number', default: 60, describe: 'seconds that an answer may take'})
			.option('json', {type: 'boolean', describe: 'print the report as JSON'})
			.example("$0 engine check 'python3 model.py'", 'every rule, a line each; exit code 4 when one is broken'),
	async handler(args) {
		const nodes = within('neurons', args['neurons'], 2, 1e7);
		const timeout = within('engine-timeout', args['engineTimeout'], 1, 86_400);
		const {checkEngine} = await import('../run/external/check/check-engine.ts');
		const where = {command: String(args['command']), cwd: process.cwd()};
		const report = await checkEngine(where, {
			nodes,
			timeoutMs: timeout * 1000,
			found({ok, rule, detail, output = []}) {
				if (args['json'] === true) return;
				const lines = [`${ok ? '✓' : '✗'} ${rule}: ${detail}`, ...output.map(line => `    ${line}`)];
				process.stdout.write(lines.map(line => `${clean(line)}\n`).join(''));
			},
		});
		if (args['json'] === true) process.stdout.write(`${JSON.stringify(report)}\n`);
		else if (report.ok) process.stdout.write(`every rule holds: connectop run --engine '${clean(where.command)}'\n`);
		if (!report.ok) done(exitCodes.unverified);
	},
});

function within(name: string, value: unknown, min: number, max: number): number {
	if (typeof value === 'number' && value >= min && value <= max && (name !== 'neurons' || Number.isInteger(value)))
		return value;
	throw new ConnectopError(
		'usage',
		'option',
		`--${name}: ${String(value)} is not allowed; use a number from ${min} to ${max}`,
	);
}
