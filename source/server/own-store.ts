import os from 'node:os';
import process from 'node:process';
import {readRunDocument} from '../records/run-document.ts';
import type {RunClient} from '../run/client.ts';
import {Problem} from './problems.ts';
import type {RunStore} from './run-store.ts';
import type {RunSummary} from './schemas.ts';

/** The store of a run's own server: that run. */
export function ownStore(run: RunClient, startedAt: string): RunStore {
	const {facts} = run;
	const own = (id: string): RunClient => {
		if (id === facts.id) return run;
		throw new Problem(404, 'run-unknown', `run "${id.slice(0, 100)}" is not here; this is ${facts.id}`);
	};
	return {
		async list() {
			const {status, settings} = run.frame();
			const summary: RunSummary = {
				id: facts.id,
				...(run.facts.name === undefined ? {} : {name: run.facts.name}),
				directory: facts.directory,
				state: status.ended ? 'ended' : settings.paused ? 'paused' : 'running',
				host: os.hostname(),
				pid: process.pid,
				...jobOf(process.env),
				startedAt,
				lastSeen: new Date().toISOString(),
				tick: status.tick,
				hz: settings.hz,
				nodes: facts.graph.nodes,
				model: facts.model.id,
			};
			return [summary];
		},
		open: async id => own(id),
		past: async id => own(id),
		document: async id => readRunDocument(own(id).facts.directory),
	};
}

const jobOf = ({SLURM_JOB_ID: jobId}: NodeJS.ProcessEnv) => (jobId === undefined ? {} : {jobId});
