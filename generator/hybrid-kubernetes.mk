
.PHONY: httproutes
httproutes: install ## Write for the cluster's gateway what gateway/routes.toml says
	@$(PYTHON) -m gateway.httproutes

.PHONY: deploy
deploy: httproutes ## Migrate, then roll out, in the cluster and namespace of kubectl's context
	@kubectl delete job {{ project_slug }}-web-migrate --ignore-not-found
	@kubectl apply --kustomize deploy/kubernetes --selector app.kubernetes.io/component=migrate
	@kubectl wait job/{{ project_slug }}-web-migrate --for condition=complete --timeout 10m
	@kubectl apply --kustomize deploy/kubernetes
	@kubectl rollout status deployment/{{ project_slug }}-web --timeout 10m
	@kubectl rollout status deployment/{{ project_slug }}-api --timeout 10m
