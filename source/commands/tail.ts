import {join} from 'node:path';
import process from 'node:process';
import type {CommandModule} from 'yargs';
import {exitCodes} from '../base/errors.ts';
import {changesIn} from '../records/follow-changes.ts';
import {followLog} from '../records/follow-log.ts';
import {logNames} from '../records/follow-names.ts';
import {type LogPosition, lastLinesStart} from '../records/follow-start.ts';
import {readLook} from '../ui/look.ts';
import type {Arguments} from './arguments.ts';
import {readTailRequest, type TailRequest, tailOptions} from './tail-options.ts';
import {endOnSignals, openOutput} from './tail-output.ts';
import {type RowPrinter, rowPrinter} from './tail-rows.ts';

/** `connectop tail`: what a run has written, and what it writes. `finish` is told the exit code. */
export function tailCommand(finish: (code: number) => void): CommandModule {
	return {
		command: 'tail [run]',
		describe: 'print the events of a run, and go on as they come',
		builder: yargs =>
			tailOptions(yargs)
				.example('$0 tail', 'the last 20 events of the newest run')
				.example('$0 tail -f', 'and those that come, until the run ends')
				.example('$0 tail 20261121 --lines all --level warn', 'every warning and error of a run')
				.example("$0 tail --filter 'checkpoint|restore'", 'the last 20 events that match')
				.example('$0 tail -f -n 0 --log metrics --json | jq .meanWeight', 'a measured value as it comes'),
		handler: async args => finish(await tail(args as Arguments)),
	};
}

const say = (message: string): void => void process.stderr.write(`connectop: ${message}\n`);

async function tail(args: Arguments): Promise<number> {
	const request = readTailRequest(args);
	const {theme} = readLook({color: args['color']}, process.env, process.stdout);
	const [{findRun}, {watchRunState}] = await Promise.all([
		import('../records/run-directory.ts'),
		import('./tail-run-state.ts'),
	]);
	const run = await findRun(request.run);
	const path = join(run.path, logNames[request.log]);
	const output = openOutput();
	endOnSignals();
	const rows = rowPrinter(request, theme, process.stdout.isTTY === true);
	const start = await beginning(path, request, rows);
	const follower = followLog(path, {start, note: say});
	const state = watchRunState(run);
	const changes = request.follow ? changesIn(run.path) : undefined;
	let told = false;
	try {
		for (;;) {
			// Looked at before the rest is read: a run that has ended writes nothing more.
			const {going, message} = request.follow ? await state() : ({going: 'ended', message: ''} as const);
			for await (const lines of follower.read()) {
				await output.write(rows.print(lines));
				for (const damaged of rows.takeDamaged()) say(`${await follower.placeOf(damaged)}: the line is damaged`);
				if (output.closed) return 0;
			}
			if (rows.seen === 0 && !told && start === undefined) {
				say(`run ${run.id}: nothing in ${logNames[request.log]}${going === 'on' ? ' yet; waiting' : ''}`);
				told = true;
			}
			if (going !== 'on') {
				if (message !== '') say(message);
				if (rows.damaged > 0) {
					say(`${rows.damaged} damaged ${rows.damaged === 1 ? 'line' : 'lines'} in ${logNames[request.log]} left out`);
					return exitCodes.unverified;
				}
				return going === 'gone' ? exitCodes.failed : 0;
			}
			await changes?.next();
		}
	} finally {
		changes?.close();
		await follower.close();
	}
}

/** Where printing begins: the newest rows that are asked for. */
function beginning(path: string, {lines, everything}: TailRequest, rows: RowPrinter): Promise<LogPosition | undefined> {
	if (lines === Number.POSITIVE_INFINITY) return Promise.resolve(undefined);
	return lastLinesStart(path, lines, everything ? undefined : text => rows.lineOf(text) !== undefined);
}
