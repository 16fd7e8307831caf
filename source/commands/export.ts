import {existsSync, realpathSync} from 'node:fs';
import {dirname} from 'node:path';
import process from 'node:process';
import type {CommandModule} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {bytes} from '../draw/number.ts';
import {openExportTarget} from '../records/export-target.ts';
import type {RunDirectory} from '../records/run-directory.ts';
import type {Arguments} from './arguments.ts';
import {type ExportRequest, exportOptions, readExportRequest} from './export-options.ts';
import {endOnSignals, openOutput, spelt} from './tail-output.ts';

/** `connectop export`: what a run has recorded, for other programs. */
export const exportCommand: CommandModule = {
	command: 'export [run] [format]',
	describe: 'write the records of a run for other programs',
	builder: yargs =>
		exportOptions(yargs)
			.example('$0 export latest csv -o metrics.csv', 'the measured values of the newest run as a table')
			.example('$0 export latest csv --log events | less', 'its events as a table')
			.example('$0 export 20261121 jsonl --log journal', 'every command, as it was written')
			.example('$0 export latest png -o now.png', 'the connectome at the newest checkpoint')
			.example('$0 export latest png --show', 'the same in the terminal, where it shows pictures')
			.example('$0 export latest png --picture dashboard --width 2400 -o run.png', 'the charts of the whole run')
			.example('$0 export latest script -o again.sh', 'a shell script that does the newest run again')
			.example('$0 export latest params -o warm.toml', 'its parameters, for run --preset ./warm.toml')
			.example('$0 export latest graphml --at 600 -o graph.graphml', 'the graph with W at tick 600 or before'),
	handler: args => exportRun(args as Arguments),
};

const say = (message: string): void => void process.stderr.write(`connectop: ${message}\n`);

/** Writes what is asked for into the file that is asked for. */
async function toFile(request: ExportRequest, output: string): Promise<void> {
	const run = await asked(request);
	refuseOwnFile(output, run);
	const mode = request.exporter.executable === true ? 0o777 : 0o666;
	const target = await openExportTarget(output, request.force, mode);
	endOnSignals(() => target.abandon());
	try {
		const out = {write: target.write, closed: false};
		const told = await request.exporter.write({...request, run, out, note: say});
		say(`wrote ${output}: ${told}, ${bytes(await target.finish())}`);
	} finally {
		target.abandon();
	}
}

async function exportRun(args: Arguments): Promise<void> {
	const request = readExportRequest(args);
	const {output, show} = request;
	if (output !== undefined) await toFile(request, output);
	if (show !== undefined) await (await import('./show-picture.ts')).showPicture(request, await asked(request), show);
	else if (output === undefined) await toStdout(request);
}

async function toStdout(request: ExportRequest): Promise<void> {
	const terminal = process.stdout.isTTY === true;
	if (terminal && request.exporter.binary === true)
		throw new ConnectopError('usage', 'output', 'export png: give a file with -o FILE, or show it here with --show');
	const run = await asked(request);
	const output = openOutput();
	endOnSignals();
	const out = {
		write: (data: string | Uint8Array) => output.write(terminal && typeof data === 'string' ? spelt(data) : data),
		get closed() {
			return output.closed;
		},
	};
	await request.exporter.write({...request, run, out, note: say});
}

const asked = async ({run}: ExportRequest): Promise<RunDirectory> =>
	(await import('../records/run-directory.ts')).findRun(run);

/** The records of a run are its own, also for --force. */
function refuseOwnFile(output: string, {path}: RunDirectory): void {
	if (!existsSync(output) || dirname(realpathSync(output)) !== realpathSync(path)) return;
	throw new ConnectopError('usage', 'output', `-o ${output}: is a file of the run's own; give another name`);
}
