import process from 'node:process';
import type {z} from 'zod';
import {version} from '../base/version.ts';
import type {RunClient} from '../run/client.ts';
import type {detailsSchema} from './schemas.ts';
import {protocolVersion} from './wire.ts';

/** All that there is to say of a run now. */
export function detailsOf(run: RunClient): z.infer<typeof detailsSchema> {
	const {facts, settings, status} = run.frame();
	return {
		protocol: protocolVersion,
		version,
		pid: process.pid,
		facts,
		parameters: [...run.parameters],
		settings,
		status,
		checkpoints: [...run.checkpoints()],
	};
}
