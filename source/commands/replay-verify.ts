import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import {type Verification, verifyRun} from '../run/replay/verify.ts';

/** What takes longer shows how far it has come. */
const silentMs = 1000;
const everyMs = 250;

/** `connectop replay RUN --verify`: one line, or one JSON object, on stdout. Throws a ConnectopError of kind `unverified` when something differs. */
export async function printVerification(id: string, directory: string, json: boolean): Promise<void> {
	const progress = showProgress(process.stderr);
	try {
		const found = await verifyRun(directory, progress.show);
		progress.clear();
		process.stdout.write(json ? `${JSON.stringify({id, verified: true, ...found})}\n` : `${verificationLine(found)}\n`);
	} catch (error) {
		progress.clear();
		if (json && error instanceof ConnectopError) {
			const {code, message} = error;
			process.stdout.write(`${JSON.stringify({id, verified: false, code, message})}\n`);
		}
		throw error;
	}
}

/** What was verified, in one line. */
export function verificationLine(found: Verification): string {
	const {ticks, replayed, lost, epochs, checkpoints, commands, exact, ended} = found;
	const checked = [
		`${counted(exact ? ticks : replayed, 'tick')} in ${counted(epochs, 'epoch')}`,
		counted(checkpoints, 'checkpoint'),
		counted(commands, 'command'),
	].join(', ');
	const how = exact
		? ''
		: ` (replayed on the cpu kernel: checkpoints within 1e-5, ${ticks === 0 ? 'no digests' : `${counted(ticks, 'digest')} of the cpu kernel`})`;
	const open = ended ? '' : '; as far as it was recorded, for the run has no end yet';
	return `verified: ${checked}; 0 differ${how}${lost.map(lostText).join('')}${open}`;
}

const lostText = ({epoch, from, to}: Verification['lost'][number]): string => {
	const number = (tick: number) => tick.toLocaleString('en');
	return from === to
		? `; tick ${number(from)} of epoch ${epoch} has no digest: it was not recorded (disk full)`
		: `; ticks ${number(from)} to ${number(to)} of epoch ${epoch} have no digests: they were not recorded (disk full)`;
};

const counted = (count: number, what: string): string =>
	`${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

/** A line on a terminal that is written over. */
function showProgress(stream: NodeJS.WriteStream) {
	const start = performance.now();
	let next = start + silentMs;
	let shown = false;
	return {
		show(replayed: number, epoch: number, tick: number): void {
			const now = performance.now();
			if (now < next || !stream.isTTY) return;
			next = now + everyMs;
			shown = true;
			const rate = Math.round((replayed * 1000) / (now - start)).toLocaleString('en');
			stream.write(`\r\u001B[Kreplaying epoch ${epoch}, tick ${tick.toLocaleString('en')}, ${rate} ticks/s`);
		},
		clear(): void {
			if (shown) stream.write('\r\u001B[K');
		},
	};
}
