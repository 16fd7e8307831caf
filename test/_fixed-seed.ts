import process from 'node:process';
import fc from 'fast-check';

/* Property tests look at the same cases every time, so that a run of the tests says the same twice. FC_SEED explores others. */
fc.configureGlobal({seed: Number(process.env['FC_SEED'] ?? 20_261_121)});
