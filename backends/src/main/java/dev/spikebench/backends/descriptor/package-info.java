/// What a backend's `backend.yaml` says, read strictly.
package dev.spikebench.backends.descriptor;
